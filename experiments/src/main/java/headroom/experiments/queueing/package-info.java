/**
 * Formulas of queueing theory, and which experiments are near enough to them to be held against
 * them: many servers with exponential times (Erlang), one server with any times (Pollaczek and
 * Khinchine), users who think.
 *
 * <p>Times are seconds, rates per second. What an experiment has beyond a formula (costs of the
 * runtime, other limits) is not in its figures; {@link headroom.experiments.queueing.KnownModel}
 * says which experiments are taken to be near one.
 */
@NullMarked
package headroom.experiments.queueing;

import org.jspecify.annotations.NullMarked;
