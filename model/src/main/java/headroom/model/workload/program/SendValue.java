package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.Channel;
import org.jspecify.annotations.Nullable;

/** Sends a value on a channel, or gives up when its context ends: {@code select}. */
final class SendValue extends Instruction {
  private final Channel<Message> channel;
  private final Holding account;
  private final Site site;

  SendValue(Channel<Message> channel, Holding account, Site site) {
    this.site = site;
    this.channel = channel;
    this.account = account;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    if (run.failIfContextEnded()) {
      return null;
    }
    Message message = Message.of(run, site);
    if (channel.trySend(message)) {
      account.atOnce(run);
      return null;
    }
    channel.parkSender(self, message);
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
      channel.resumeSender();
    }
    return null;
  }

  @Override
  void interrupt(ProgramRun run, Goroutine self) {
    run.contexts().interrupted(channel.cancel(self));
  }
}
