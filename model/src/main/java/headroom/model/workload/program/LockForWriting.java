package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ReadWriteMutex;
import org.jspecify.annotations.Nullable;

/** {@code mu.Lock(); defer mu.Unlock()} of a {@code sync.RWMutex}. */
final class LockForWriting extends Instruction {
  private final ReadWriteMutex mutex;
  private final Holding account;
  private final Instruction unlock = new Unlock();

  LockForWriting(ReadWriteMutex mutex, Holding account) {
    this.mutex = mutex;
    this.account = account;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    Action before = mutex.writeLock(self);
    if (before == null) {
      account.atOnce(run);
      held(run);
    } else {
      account.waits(run);
    }
    return before;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    Action before = mutex.resumeWriter(self);
    if (before == null) {
      account.got(run);
      held(run);
    }
    return before;
  }

  private void held(ProgramRun run) {
    account.taken(run);
    run.deferred().push(unlock);
  }

  /** The deferred other half. */
  private final class Unlock extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.givenBack(run);
      return mutex.writeUnlock();
    }
  }
}
