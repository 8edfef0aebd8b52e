package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.ProcessExitException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Channels that are closed, and waits that are given up, on one P. */
class ChannelCloseTest {
  private final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private Channel<String> channel;

  /** The stack of closechan: the first is readied last and so is runnext, then last to second. */
  @Test
  void receiversFindItClosedTheFirstOneFirst() {
    run(
        harness -> {
          for (String name : List.of("x", "y", "z")) {
            harness.runnable(Script.once(receive(), found(name)));
          }
          harness.runnable(Script.once(call(channel::close)));
        });
    assertThat(log).containsExactly("x nothing, closed", "z nothing, closed", "y nothing, closed");
  }

  @Test
  void blockedSendersPanicAndTheirValuesAreLost() {
    run(
        harness -> {
          for (String value : List.of("a", "b", "c")) {
            harness.runnable(Script.once(send(value), resume(value)));
          }
          harness.runnable(
              Script.once(
                  call(channel::close), call(() -> log.add("left " + channel.tryReceive()))));
        });
    assertThat(log)
        .containsExactly(
            "left null",
            "a: panic: send on closed channel",
            "c: panic: send on closed channel",
            "b: panic: send on closed channel");
  }

  @Test
  void aSenderWhoseValueWasTakenGoesOn() {
    run(
        harness -> {
          harness.runnable(Script.once(send("a"), resume("a")));
          harness.runnable(Script.once(call(() -> log.add("got " + channel.tryReceive()))));
        });
    assertThat(log).containsExactly("got a", "a: sent");
  }

  @Test
  void closedChannelsTakeNothingMore() {
    run(
        harness -> {
          assertThat(channel.isClosed()).isFalse();
          channel.close();
          assertThat(channel.isClosed()).isTrue();
          assertThatThrownBy(() -> channel.trySend("a")).isInstanceOf(ProcessExitException.class);
          assertThatThrownBy(channel::close)
              .isInstanceOf(ProcessExitException.class)
              .hasMessageContaining("close of closed channel");
        });
  }

  /** The first of two receivers is called off; the value goes to the second. */
  @Test
  void aReceiverThatGivesUpGetsNothing() {
    List<Boolean> cancelled = new ArrayList<>();
    run(
        harness -> {
          Goroutine first = harness.dead(Script.once(receive(), found("x")));
          harness.scheduler().bornRunnable(first);
          harness.runnable(Script.once(receive(), found("y")));
          harness.runnable(
              Script.once(
                  call(() -> cancelled.add(channel.cancel(first))),
                  call(() -> cancelled.add(channel.cancel(first))),
                  call(() -> channel.trySend("a")),
                  compute(MS)));
        });
    // readied twice, the second is runnext
    assertThat(cancelled).containsExactly(true, false);
    assertThat(log).containsExactly("y a, open", "x nothing, open");
  }

  /** The value of the sender that is called off is never received. */
  @Test
  void aSenderThatGivesUpTakesItsValueBack() {
    List<Boolean> cancelled = new ArrayList<>();
    run(
        harness -> {
          Goroutine first = harness.dead(Script.once(send("a"), found("a")));
          harness.scheduler().bornRunnable(first);
          harness.runnable(Script.once(send("b"), resume("b")));
          harness.runnable(
              Script.once(
                  call(() -> cancelled.add(channel.cancel(first))),
                  call(() -> log.add("got " + channel.tryReceive())),
                  call(() -> log.add("got " + channel.tryReceive()))));
        });
    assertThat(cancelled).containsExactly(true);
    assertThat(log).containsExactly("got b", "got null", "b: sent", "a nothing, open");
  }

  private void run(Consumer<RuntimeHarness> program) {
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        50 * MS,
        harness -> {
          channel = new Channel<>(harness.scheduler(), String.class, 0);
          program.accept(harness);
        });
  }

  private Step receive() {
    return self -> {
      channel.parkReceiver(self);
      return Action.PARK;
    };
  }

  private Step send(String value) {
    return self -> {
      channel.parkSender(self, value);
      return Action.PARK;
    };
  }

  private Step found(String name) {
    return self -> {
      String value = channel.takeHanded(self);
      String what = value == null ? "nothing" : value;
      log.add(name + " " + what + (channel.isClosed() ? ", closed" : ", open"));
      return null;
    };
  }

  private Step resume(String name) {
    return self -> {
      try {
        channel.resumeSender();
        log.add(name + ": sent");
      } catch (ProcessExitException panic) {
        log.add(name + ": " + panic.exitCause().words());
      }
      return null;
    };
  }
}
