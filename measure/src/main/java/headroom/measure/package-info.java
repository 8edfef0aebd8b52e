/**
 * Runs an experiment on the real Go runtime of this machine and sets what was measured against what
 * is predicted for the very same requests.
 *
 * <p>{@link headroom.measure.Measurability} says what a real program cannot do of an experiment,
 * {@link headroom.measure.DrawnRequests} draws its requests, {@link headroom.measure.PlanFile} and
 * {@link headroom.measure.TraceFile} write them down for the Go program whose sources lie beside
 * this package as resources, {@link headroom.measure.GoProgram} builds and runs one, and {@link
 * headroom.measure.Verifier} compares. Not here: how a result is shown ({@code headroom.reports}).
 */
@NullMarked
package headroom.measure;

import org.jspecify.annotations.NullMarked;
