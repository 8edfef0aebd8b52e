package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ReadWriteMutex;
import org.jspecify.annotations.Nullable;

/** {@code mu.RLock(); defer mu.RUnlock()}. */
final class LockForReading extends Instruction {
  private final ReadWriteMutex mutex;
  private final Holding account;
  private final Instruction unlock = new Unlock();

  LockForReading(ReadWriteMutex mutex, Holding account) {
    this.mutex = mutex;
    this.account = account;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.deferred().push(unlock); // it counts as a reader even while it waits
    Action before = mutex.readLock(self);
    if (before == null) {
      account.atOnce(run);
      account.taken(run);
    } else {
      account.waits(run);
    }
    return before;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    account.got(run);
    account.taken(run);
    return null;
  }

  /** The deferred other half. */
  private final class Unlock extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.givenBack(run);
      mutex.readUnlock();
      return null;
    }
  }
}
