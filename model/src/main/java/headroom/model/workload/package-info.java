/**
 * What is asked of the service: when requests arrive, of which class they are, and the steps that
 * they consist of.
 *
 * <p>{@link headroom.model.workload.Arrivals} describes a process of arrivals and {@code
 * ArrivalProcess} draws from it. {@link headroom.model.workload.RequestStep} is a step, in three
 * groups of kinds: {@link headroom.model.workload.WorkStep}, {@link
 * headroom.model.workload.BlockStep} and {@link headroom.model.workload.SharedStep}. {@link
 * headroom.model.workload.Resources} is what requests share, and {@link
 * headroom.model.workload.TraceTable} what was recorded of real ones. All of these are descriptions
 * that do not change; what runs is in {@code program}.
 *
 * <p>A new kind of step begins in its group: a constant of {@code Kind}, a method of {@code
 * Visitor} and a record. The compiler then names the others: {@code program.StepCompiler}, which
 * says what it becomes, and {@code StepReader} of the experiment file; a test asks for its part of
 * the schema.
 */
@NullMarked
package headroom.model.workload;

import org.jspecify.annotations.NullMarked;
