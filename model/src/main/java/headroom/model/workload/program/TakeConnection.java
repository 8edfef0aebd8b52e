package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.ConnectionPool;
import headroom.model.workload.RequestStep;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection of a pool, for which it waits in a {@code select} with its context. If the
 * connection is open, goes on after the instructions that open one. Source: {@code
 * database/sql/sql.go:conn}.
 *
 * <p>Where connections are opened and closed, one on which an answer is still due when the context
 * ends is closed. Source: {@code net/http/transport.go:persistConn.cancelRequest} of HTTP/1, and
 * drivers of {@code database/sql} whose connection is not {@code IsValid} afterwards.
 */
final class TakeConnection extends Instruction {
  private final ConnectionPool pool;
  private final long maxWaitNs;
  private final boolean opens;
  private final Holding account;
  private final Instruction giveBack = new GiveBack();
  private final Instruction giveBackClosed = new GiveBackClosed();
  private final Instruction opened = new Opened();
  private int afterOpening;

  TakeConnection(SharedObjects.Pool shared) {
    pool = shared.connections();
    account = shared.account();
    maxWaitNs = shared.rule().maxWaitNs();
    opens = shared.rule().connect() != null;
  }

  /** Says that the connection has been opened. */
  Instruction opened() {
    return opened;
  }

  /** The instruction after those that open a connection. */
  void opensBefore(int instruction) {
    afterOpening = instruction;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.failIfContextEnded()) {
      return null;
    }
    if (pool.tryTake()) {
      account.atOnce(run);
      taken(run, pool.takeIdle());
      return null;
    }
    if (maxWaitNs != RequestStep.NO_LIMIT) {
      run.contexts().enter(maxWaitNs, Failure.POOL_WAIT);
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
      taken(run, pool.isHandedOpen(self));
    }
    if (maxWaitNs != RequestStep.NO_LIMIT) {
      run.contexts().leave();
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    run.contexts().interrupted(pool.cancel(self));
  }

  private void taken(ProgramRun run, boolean open) {
    account.taken(run);
    if (open) {
      run.deferred().push(giveBack);
      run.jump(afterOpening);
    } else {
      run.deferred().push(giveBackClosed);
    }
  }

  /** The connection is open. */
  private final class Opened extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.opened(run);
      run.deferred().replaceLast(giveBack);
      return null;
    }
  }

  /** The deferred other half. */
  private final class GiveBack extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.givenBack(run);
      if (opens && run.failure() != null) {
        pool.giveBackClosed();
      } else {
        pool.giveBack();
      }
      return null;
    }
  }

  /** The deferred other half while the connection is not open. */
  private final class GiveBackClosed extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      account.givenBack(run);
      pool.giveBackClosed();
      return null;
    }
  }
}
