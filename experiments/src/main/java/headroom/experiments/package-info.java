/**
 * An experiment and its points, validated, with every default written out.
 *
 * <p>Around it, as packages: {@code file} reads it, {@code notes} looks through it before it runs,
 * {@code run} runs the replications of a point and {@code sweep} the points, {@code statistics}
 * judges the figures, {@code diagnosis} says what is wrong, {@code compare} sets two points against
 * each other, {@code result} is what is written and read back, {@code gctrace} reads what a real
 * collector has logged. Not here: the simulation itself ({@code headroom.model}), and any table,
 * chart or page ({@code headroom.reports}). Begin with {@link headroom.experiments.Experiment},
 * then {@code run.PointRunner}.
 */
@NullMarked
package headroom.experiments;

import org.jspecify.annotations.NullMarked;
