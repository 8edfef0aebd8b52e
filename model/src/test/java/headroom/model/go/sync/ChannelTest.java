package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Channels between goroutines on one P; what happened, in order, is written down. */
class ChannelTest {
  private final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private Channel<String> channel;

  @Test
  void bufferTakesAsManyValuesAsItHasRoomFor() {
    run(2, harness -> harness.runnable(Script.once(trySend("a"), trySend("b"), trySend("c"))));
    assertThat(log).containsExactly("sent a", "sent b", "no room for c");
    assertThat(channel.length()).isEqualTo(2);
  }

  @Test
  void unbufferedChannelTakesNothingWithoutAReceiver() {
    run(0, harness -> harness.runnable(Script.once(trySend("a"))));
    assertThat(log).containsExactly("no room for a");
  }

  @Test
  void bufferIsReceivedInTheOrderOfSending() {
    run(
        3,
        harness ->
            harness.runnable(
                Script.once(
                    trySend("a"),
                    trySend("b"),
                    tryReceive("x"),
                    trySend("c"),
                    tryReceive("x"),
                    tryReceive("x"))));
    assertThat(log).containsExactly("sent a", "sent b", "x got a", "sent c", "x got b", "x got c");
  }

  @Test
  void valueGoesToTheWaitingReceiverAndNotToTheBuffer() {
    run(
        5,
        harness -> {
          harness.runnable(Script.once(receive(), received("x")));
          harness.runnable(
              Script.once(
                  trySend("a"), call(() -> log.add("buffered " + channel.length())), compute(MS)));
        });
    // the sender goes on; the receiver runs when it ends
    assertThat(log).containsExactly("sent a", "buffered 0", "x got a");
  }

  @Test
  void receiversAreServedInTheOrderInWhichTheyCame() {
    run(
        0,
        harness -> {
          for (String name : List.of("x", "y", "z")) {
            harness.runnable(Script.once(receive(), received(name)));
          }
          harness.runnable(Script.once(trySend("a"), trySend("b"), trySend("c"), compute(MS)));
        });
    assertThat(log.subList(0, 3)).containsExactly("sent a", "sent b", "sent c");
    // each has its value; the last one readied is runnext and runs first (S7, S8)
    assertThat(log.subList(3, 6)).containsExactly("z got c", "x got a", "y got b");
  }

  @Test
  void laterReceiverDoesNotOvertakeTheOneThatWasHandedAValue() {
    run(
        0,
        harness -> {
          harness.runnable(Script.once(receive(), received("x")));
          harness.runnable(Script.once(trySend("a"), Script.gosched()));
          harness.runnable(Script.once(tryReceive("late")));
        });
    assertThat(log).containsExactly("sent a", "x got a", "late got nothing");
  }

  @Test
  void blockedSendersFollowInTheOrderInWhichTheyCame() {
    run(
        1,
        harness -> {
          for (String value : List.of("a", "b", "c")) {
            harness.runnable(Script.once(send(value)));
          }
          harness.runnable(
              Script.once(
                  tryReceive("x"),
                  // b has taken the place of a in the buffer
                  call(() -> log.add("buffered " + channel.length())),
                  tryReceive("x"),
                  tryReceive("x"),
                  tryReceive("x")));
        });
    assertThat(log)
        .containsExactly(
            "blocked b",
            "blocked c",
            "x got a",
            "buffered 1",
            "x got b",
            "x got c",
            "x got nothing");
  }

  @Test
  void receiverTakesDirectlyFromASenderOnAnUnbufferedChannel() {
    run(
        0,
        harness -> {
          harness.runnable(Script.once(send("a"), call(() -> log.add("sender goes on"))));
          harness.runnable(Script.once(tryReceive("x"), compute(MS), tryReceive("x")));
        });
    assertThat(log).containsExactly("blocked a", "x got a", "x got nothing", "sender goes on");
  }

  @Test
  void whoWaitsIsParkedInTheStateOfItsSide() {
    int[] counts = new int[3];
    RuntimeHarness run =
        run(
            0,
            harness -> {
              Channel<String> other = new Channel<>(harness.scheduler(), String.class, 0);
              harness.runnable(Script.once(receive(), received("x")));
              harness.runnable(
                  Script.once(
                      self -> {
                        other.parkSender(self, "a");
                        return Action.PARK;
                      }));
              other.bornReceiving(harness.dead(Script.once()));
              harness.at(
                  10 * MS,
                  () -> {
                    counts[0] = harness.scheduler().population().count(WaitReason.CHANNEL_RECEIVE);
                    counts[1] = harness.scheduler().population().count(WaitReason.CHANNEL_SEND);
                    counts[2] = harness.scheduler().population().alive();
                  });
            });
    assertThat(counts).containsExactly(2, 1, 3);
    assertThat(run.scheduler().population().alive()).isEqualTo(3);
  }

  private RuntimeHarness run(long capacity, Consumer<RuntimeHarness> program) {
    return RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        50 * MS,
        harness -> {
          channel = new Channel<>(harness.scheduler(), String.class, capacity);
          program.accept(harness);
        });
  }

  private Step trySend(String value) {
    return call(() -> log.add(channel.trySend(value) ? "sent " + value : "no room for " + value));
  }

  /** Sends, and says so only if it has to wait. */
  private Step send(String value) {
    return self -> {
      if (channel.trySend(value)) {
        return null;
      }
      log.add("blocked " + value);
      channel.parkSender(self, value);
      return Action.PARK;
    };
  }

  private Step tryReceive(String name) {
    return call(
        () -> {
          String value = channel.tryReceive();
          log.add(name + " got " + (value == null ? "nothing" : value));
        });
  }

  /** Receives, waiting if there is nothing; {@link #received} follows. */
  private Step receive() {
    return self -> {
      assertThat(channel.tryReceive()).isNull();
      channel.parkReceiver(self);
      return Action.PARK;
    };
  }

  private Step received(String name) {
    return self -> {
      log.add(name + " got " + channel.takeHanded(self));
      return null;
    };
  }
}
