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
  private final Holding account;
  private final Instruction giveBack;

  TakeConnection(ConnectionPool pool, long maxWaitNs, Holding account) {
    this.pool = pool;
    this.account = account;
    this.maxWaitNs = maxWaitNs;
    giveBack = new GiveBack();
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.failIfContextEnded()) {
      return null;
    }
    if (pool.tryTake()) {
      account.atOnce(run);
      account.taken(run);
      run.defer(giveBack);
      return null;
    }
    if (maxWaitNs != RequestStep.NO_LIMIT) {
      run.enter(maxWaitNs, Failure.POOL_WAIT);
    }
    pool.await(self);
    account.waits(run);
    return Action.PARK;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    if (run.takeInterrupted()) {
      run.failIfContextEnded();
      account.gaveUp(run);
    } else {
      account.got(run);
      account.taken(run);
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
  private final class GiveBack extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.givenBack(run);
      pool.giveBack();
      return null;
    }
  }
}
