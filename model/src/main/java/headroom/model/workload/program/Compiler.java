package headroom.model.workload.program;

import headroom.model.cost.CostProfile;
import headroom.model.random.DrawKey;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the steps of one class of requests, or of the consumers of one channel: a program for
 * the goroutine that runs them, and one for each branch of goroutines that they start.
 *
 * @param trace records some of the demands; null if there is none
 * @param owner under which the steps draw
 */
record Compiler(
    CostProfile costs,
    SharedMemory memory,
    SharedObjects shared,
    @Nullable TraceTable trace,
    DrawKey owner,
    StepNames names) {

  /** The program of {@code steps}, which one goroutine executes. */
  Program compile(List<RequestStep> steps) {
    return compile(steps, owner);
  }

  /** The same with draws under {@code block}. */
  Program compile(List<RequestStep> steps, DrawKey block) {
    ProgramBuilder program = new ProgramBuilder(trace);
    new StepCompiler(this, program).compile(steps, block);
    return program.program();
  }
}
