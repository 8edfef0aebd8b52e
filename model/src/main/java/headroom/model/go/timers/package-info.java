/** The timers of a P. Follows Go 1.26 {@code runtime/time.go}. Hot path. */
@NullMarked
package headroom.model.go.timers;

import org.jspecify.annotations.NullMarked;
