/**
 * How fast the engine is, always beside a bare loop and DSOL's own simulator in the same run.
 *
 * <p>Ratios can be compared between machines, absolute figures cannot. How to run: {@code
 * benchmarks/README.md}.
 */
@NullMarked
package headroom.benchmarks;

import org.jspecify.annotations.NullMarked;
