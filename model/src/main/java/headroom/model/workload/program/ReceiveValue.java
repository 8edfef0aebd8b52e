package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.Channel;
import org.jspecify.annotations.Nullable;

/** Receives a value from a channel, or gives up when its context ends: {@code select}. */
final class ReceiveValue extends Instruction {
  private final Channel<Message> channel;
  private final Holding account;

  ReceiveValue(Channel<Message> channel, Holding account) {
    this.channel = channel;
    this.account = account;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.failIfContextEnded()) {
      return null;
    }
    if (channel.tryReceive() != null || channel.isClosed()) {
      account.atOnce(run);
      return null;
    }
    channel.parkReceiver(self);
    account.waits(run);
    return Action.PARK;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    channel.takeHanded(self);
    if (run.takeInterrupted()) {
      run.failIfContextEnded();
      account.gaveUp(run);
    } else {
      account.got(run);
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    run.contexts().interrupted(channel.cancel(self));
  }
}
