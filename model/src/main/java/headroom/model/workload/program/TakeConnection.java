package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ConnectionPool;
import headroom.model.workload.RequestStep;
import org.jspecify.annotations.Nullable;

/** Takes a connection of a pool, for which it waits in a {@code select} with its context. */
final class TakeConnection extends Instruction {
  private final ConnectionPool pool;
  private final long maxWaitNs;
  private final Instruction giveBack;

  TakeConnection(ConnectionPool pool, long maxWaitNs) {
    this.pool = pool;
    this.maxWaitNs = maxWaitNs;
    giveBack = new GiveBack(pool);
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.failIfContextEnded()) {
      return null;
    }
    if (pool.tryTake()) {
      run.defer(giveBack);
      return null;
    }
    if (maxWaitNs != RequestStep.NO_LIMIT) {
      run.enter(maxWaitNs, Failure.POOL_WAIT);
    }
    pool.await(self);
    return Action.PARK;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    if (run.takeInterrupted()) {
      run.failIfContextEnded();
    } else {
      run.defer(giveBack);
    }
    if (maxWaitNs != RequestStep.NO_LIMIT) {
      run.leave();
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    run.interrupted(pool.cancel(self));
  }

  /** The deferred other half. */
  private static final class GiveBack extends Instruction {
    private final ConnectionPool pool;

    GiveBack(ConnectionPool pool) {
      this.pool = pool;
    }

    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      pool.giveBack();
      return null;
    }
  }
}
