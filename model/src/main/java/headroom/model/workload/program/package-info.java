/**
 * The steps of a request, compiled into instructions that goroutines execute.
 *
 * <p>{@code StepCompiler} says what each kind of step becomes, and {@code ProgramBuilder} puts the
 * instructions together. There is one class an instruction, without state; a {@link
 * headroom.model.workload.program.ProgramRun} is a goroutine's way through a {@link
 * headroom.model.workload.program.Program}, with what it has deferred, the contexts it is in, the
 * goroutines it starts and where its draws come from beside it. {@link
 * headroom.model.workload.program.Interpreter} holds what all runs of a replication share. Not
 * here: the descriptions of steps ({@code workload}), and mutexes, channels and pools themselves
 * ({@code go.sync}). Begin with {@code Compute} and {@code LockMutex}, then {@code
 * ProgramRun.resume}. Hot path.
 */
@NullMarked
package headroom.model.workload.program;

import org.jspecify.annotations.NullMarked;
