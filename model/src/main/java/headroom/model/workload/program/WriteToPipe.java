package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** {@code write(2)} to a blocking pipe, as standard error is: waits in the kernel for room. */
final class WriteToPipe extends Instruction {
  private final Pipe pipe;
  private final long bytes;

  WriteToPipe(Pipe pipe, long bytes) {
    this.pipe = pipe;
    this.bytes = bytes;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long waitNs = pipe.write(bytes, run.scheduler().now());
    if (waitNs == 0) {
      return null;
    }
    run.scheduler().systemCall(self, waitNs);
    return Action.SYSCALL;
  }
}
