package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ReadWriteMutex;
import org.jspecify.annotations.Nullable;

/** {@code mu.RLock(); defer mu.RUnlock()}. */
final class LockForReading extends Instruction {
  private final ReadWriteMutex mutex;
  private final Instruction unlock = new Unlock();

  LockForReading(ReadWriteMutex mutex) {
    this.mutex = mutex;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.defer(unlock); // it counts as a reader even while it waits
    return mutex.readLock(self);
  }

  /** The deferred other half. */
  private final class Unlock extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      mutex.readUnlock();
      return null;
    }
  }
}
