package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ReadWriteMutex;
import org.jspecify.annotations.Nullable;

/** {@code mu.Lock(); defer mu.Unlock()} of a {@code sync.RWMutex}. */
final class LockForWriting extends Instruction {
  private final ReadWriteMutex mutex;
  private final Instruction unlock = new Unlock();

  LockForWriting(ReadWriteMutex mutex) {
    this.mutex = mutex;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    return held(run, mutex.writeLock(self));
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    return held(run, mutex.resumeWriter(self));
  }

  private @Nullable Action held(ProgramRun run, @Nullable Action before) {
    if (before == null) {
      run.defer(unlock);
    }
    return before;
  }

  /** The deferred other half. */
  private final class Unlock extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      return mutex.writeUnlock();
    }
  }
}
