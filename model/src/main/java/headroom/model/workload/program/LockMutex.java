package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.Mutex;
import org.jspecify.annotations.Nullable;

/** {@code mu.Lock(); defer mu.Unlock()}. A mutex knows of no context. */
final class LockMutex extends Instruction {
  private final Mutex mutex;
  private final Instruction unlock = new Unlock();

  LockMutex(Mutex mutex) {
    this.mutex = mutex;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    return held(run, mutex.lock(self));
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    return held(run, mutex.resume(self));
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
      return mutex.unlock();
    }
  }
}
