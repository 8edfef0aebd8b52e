/**
 * The heap of timers of a P. Follows Go 1.26 {@code runtime/time.go}. When timers are looked at,
 * and by whom, is the scheduler's. Hot path.
 */
@NullMarked
package headroom.model.go.timers;

import org.jspecify.annotations.NullMarked;
