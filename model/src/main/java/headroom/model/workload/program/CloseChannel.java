package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.sync.Channel;
import org.jspecify.annotations.Nullable;

/** {@code close(ch)}. */
final class CloseChannel extends Instruction {
  private final Channel<Message> channel;

  CloseChannel(Channel<Message> channel) {
    this.channel = channel;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    channel.close();
    return null;
  }
}
