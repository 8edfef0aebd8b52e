/**
 * What figures of several replications say: intervals, quantiles, the warm-up to cut off, and
 * whether a run was stationary.
 *
 * <p>Sources stand with each class. Sums run in index order and logarithms come from {@link
 * StrictMath}, so that every machine gives the same digits. Left out: intervals from a single long
 * run (batch means); independent replications are run instead. Whether the intervals hold is
 * counted in docs/model/statistics.md.
 */
@NullMarked
package headroom.experiments.statistics;

import org.jspecify.annotations.NullMarked;
