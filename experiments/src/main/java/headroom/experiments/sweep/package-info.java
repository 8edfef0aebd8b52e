/**
 * Runs the points of a sweep on all cores. Results stand in the order of the grid whatever order
 * they end in, and a finished point survives an interruption.
 */
@NullMarked
package headroom.experiments.sweep;

import org.jspecify.annotations.NullMarked;
