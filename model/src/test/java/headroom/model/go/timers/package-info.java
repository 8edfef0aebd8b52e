/** Tests of the timer heap. */
@NullMarked
package headroom.model.go.timers;

import org.jspecify.annotations.NullMarked;
