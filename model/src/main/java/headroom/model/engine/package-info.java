/**
 * Simulated time and the order of events: a DSOL simulator whose model events live in primitive
 * arrays.
 *
 * <p>The clock counts integer nanoseconds. Events at equal times are handled by kind, lower first,
 * then in the order in which they were scheduled; nothing else decides. A kind is a number of the
 * layer that owns it, in one of the {@link headroom.model.engine.EventOrder}s of an instant; the
 * engine knows none of them. What DSOL schedules by its own interface (warm-up, end of replication,
 * samples) lives in DSOL's event list and is merged in.
 *
 * <p>{@code HeadroomSimulator} is the loop over both sets of events, {@code LifeCycle} the states
 * and notifications of a replication, {@code NanosecondSimulator} DSOL's own interface. A layer
 * that may move or cancel an event keeps an {@link headroom.model.engine.Appointment}. Begin with
 * {@code HeadroomSimulator.drainThrough}. Known limits: {@code docs/model/engine.md}. Why the loop
 * is our own: {@code docs/decisions/0001-own-run-loop-inside-dsol.md}.
 *
 * <p>Hot: nothing here allocates per event.
 */
@NullMarked
package headroom.model.engine;

import org.jspecify.annotations.NullMarked;
