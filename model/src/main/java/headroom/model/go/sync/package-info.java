/**
 * Channels. Follows Go 1.26 {@code runtime/chan.go}; close and select over several channels are
 * left out. Hot path.
 */
@NullMarked
package headroom.model.go.sync;

import org.jspecify.annotations.NullMarked;
