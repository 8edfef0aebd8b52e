/**
 * Whether the simulator says what a real Go program does: replays the measured runs under {@code
 * src/test/resources/reference/go}, compares, and writes {@code docs/accuracy.md} and {@code
 * docs/model/costs.md}.
 */
@NullMarked
package headroom.accuracy;

import org.jspecify.annotations.NullMarked;
