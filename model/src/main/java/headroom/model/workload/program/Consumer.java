package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.sync.Channel;

/** {@code for m := range ch}: receives for ever and runs steps for each value. */
final class Consumer implements GoroutineBody {
  private final Channel<Message> channel;
  private final Program steps;
  private final ProgramRun run;
  private final Holding account;
  private boolean busy;

  Consumer(Channel<Message> channel, Program steps, ProgramRun run, Holding account) {
    this.account = account;
    this.channel = channel;
    this.steps = steps;
    this.run = run;
  }

  @Override
  public Action resume(Goroutine self) {
    while (true) {
      if (busy) {
        Action action = run.resume(self);
        if (action != null) {
          return action;
        }
        account.givenBack(run);
        busy = false;
      }
      Message message = channel.takeHanded(self);
      if (message == null) {
        message = channel.tryReceive();
      }
      if (message == null && channel.isClosed()) {
        return Action.EXIT;
      }
      if (message == null) {
        channel.parkReceiver(self);
        return Action.PARK;
      }
      run.begin(steps, message.path(), message.traceRow(), ProgramRun.NO_DEADLINE);
      account.taken(run);
      busy = true;
    }
  }
}
