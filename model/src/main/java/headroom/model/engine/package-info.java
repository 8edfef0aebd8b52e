/**
 * Simulated time and the order of events: a DSOL simulator whose model events live in primitive
 * arrays.
 *
 * <p>The clock counts integer nanoseconds. Events at equal times are handled by kind, lower first,
 * then in the order in which they were scheduled; nothing else decides. What DSOL schedules by its
 * own interface (warm-up, end of replication, samples) lives in DSOL's event list and is merged in.
 * Known limits: {@code docs/model/engine.md}. Why the loop is our own: {@code
 * docs/decisions/0001-own-run-loop-inside-dsol.md}.
 *
 * <p>Hot: nothing here allocates per event.
 */
@NullMarked
package headroom.model.engine;

import org.jspecify.annotations.NullMarked;
