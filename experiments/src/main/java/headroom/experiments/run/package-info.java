/**
 * Runs the points of an experiment: independent replications on several threads with nothing
 * shared, merged in the order of their numbers, so that the figures are the same for any number of
 * threads.
 *
 * <p>Also here: the warm-up that {@code warmup: auto} finds, the replications that {@code
 * precision} adds, and the verdict on the SLO.
 */
@NullMarked
package headroom.experiments.run;

import org.jspecify.annotations.NullMarked;
