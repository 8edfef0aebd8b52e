/** Tests of channels, locks and pools. */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
