/**
 * How fast the engine is, always beside a bare loop, DSOL's own simulator and SSJ's in the same
 * run, and what a customer of a queue costs in other simulators.
 *
 * <p>Ratios can be compared between machines, absolute figures cannot. How to run: {@code
 * benchmarks/README.md}.
 */
@NullMarked
package headroom.benchmarks;

import org.jspecify.annotations.NullMarked;
