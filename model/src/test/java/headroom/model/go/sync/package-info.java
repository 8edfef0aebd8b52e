/** Tests of channels. */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
