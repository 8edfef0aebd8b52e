package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who has a connection when; all costs are zero, and who has one sleeps. */
class ConnectionPoolTest {
  private final List<String> log = new ArrayList<>();
  private final TreeMap<String, Goroutine> byName = new TreeMap<>();
  private final List<String> cancelled = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private RuntimeHarness harness;

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private ConnectionPool pool;

  /**
   * Two connections: a has one in 0..3, b in 0..5; c waits since 1 and has a's in 3..8, d since 2
   * and has b's in 5..6, e since 4 and has d's in 6..7.
   */
  @Test
  void connectionsGoToThoseThatHaveWaitedLongest() {
    run(
        2,
        () -> {
          user("a", 0, 3);
          user("b", 0, 5);
          user("c", 1, 5);
          user("d", 2, 1);
          user("e", 4, 1);
          harness.at(4 * MS + 1, () -> counts("at 4:"));
          harness.at(6 * MS + 1, () -> counts("at 6:"));
          harness.at(9 * MS, () -> counts("at 9:"));
        });
    assertThat(log)
        .containsExactly(
            "a at 0",
            "b at 0",
            "c at 3",
            "at 4: 2 in use, 2 wait",
            "d at 5",
            "e at 6",
            "at 6: 2 in use, 0 wait",
            "at 9: 0 in use, 0 wait");
  }

  /** a gives its connection back at 3; b is runnext, so f, which came at 3 too, does not get it. */
  @Test
  void whoComesLaterCannotTakeAConnectionThatIsHandedOver() {
    run(
        1,
        () -> {
          user("a", 0, 3);
          user("b", 1, 2);
          harness.runnable(
              Script.once(
                  pause(2),
                  compute(2 * MS),
                  call(() -> log.add("f tries: " + pool.tryTake())),
                  pause(2),
                  call(() -> log.add("f tries again: " + pool.tryTake()))));
        });
    // f computes on the only P until 4, so a and b run then
    assertThat(log).containsExactly("a at 0", "f tries: false", "b at 4", "f tries again: true");
  }

  @Test
  void whoGivesUpLeavesTheQueueAndGetsNoConnection() {
    run(
        1,
        () -> {
          user("a", 0, 5);
          user("b", 1, 5);
          user("c", 2, 1);
          harness.runnable(
              Script.once(
                  pause(3),
                  call(() -> cancel("b")),
                  call(() -> counts("then")),
                  // it does not wait any more, but has no connection either
                  call(() -> cancel("b")),
                  call(() -> cancel("a"))));
        });
    assertThat(log)
        .containsExactly(
            "a at 0",
            "b gives up: true",
            "then 1 in use, 1 wait",
            "b gives up: false",
            "a gives up: false",
            "b without at 3",
            "c at 5");
  }

  /** b has been handed the connection at 3 and is about to run: too late to give up. */
  @Test
  void whoHasBeenHandedAConnectionKeepsIt() {
    run(
        1,
        () -> {
          user("b", 1, 1);
          harness.runnable(
              Script.once(
                  call(() -> assertThat(pool.tryTake()).isTrue()),
                  pause(3),
                  call(() -> pool.giveBack()),
                  call(() -> cancel("b"))));
        });
    assertThat(log).containsExactly("b gives up: false", "b at 3");
  }

  /** Three are open; two of those given back stay so, whoever takes one takes one of these. */
  @Test
  void connectionsBeyondThoseThatMayBeIdleAreClosed() {
    run(
        1,
        () -> {
          pool = new ConnectionPool(harness.scheduler(), 3, 2);
          assertThat(takeOpen(3)).containsExactly(false, false, false);
          assertThat(pool.tryTake()).isFalse();
          for (int i = 0; i < 3; i++) {
            pool.giveBack();
          }
          assertThat(takeOpen(3)).containsExactly(true, true, false);
          pool.giveBackClosed();
          assertThat(takeOpen(1)).containsExactly(false);
        });
  }

  /** One is handed on open at 3, one closed at 5. */
  @Test
  void whoWaitedLearnsWhetherItsConnectionIsOpen() {
    run(
        1,
        () -> {
          pool = new ConnectionPool(harness.scheduler(), 2, 0);
          assertThat(takeOpen(2)).containsExactly(false, false);
          waiter("a", 1);
          waiter("b", 2);
          harness.runnable(Script.once(pause(3), call(() -> pool.giveBack())));
          harness.runnable(Script.once(pause(5), call(() -> pool.giveBackClosed())));
        });
    assertThat(log).containsExactly("a has one, open: true", "b has one, open: false");
  }

  private List<Boolean> takeOpen(int count) {
    List<Boolean> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assertThat(pool.tryTake()).isTrue();
      open.add(pool.takeIdle());
    }
    return open;
  }

  private void waiter(String name, long fromMs) {
    harness.runnable(
        Script.once(
            pause(fromMs),
            self -> {
              pool.await(self);
              return Action.PARK;
            },
            self -> {
              log.add(name + " has one, open: " + pool.isHandedOpen(self));
              return null;
            }));
  }

  @Test
  void whoWaitsIsInASelect() {
    run(
        1,
        () -> {
          user("a", 0, 3);
          user("b", 0, 3);
          user("c", 0, 3);
          harness.at(
              MS,
              () ->
                  assertThat(harness.scheduler().population().count(WaitReason.POOL)).isEqualTo(2));
        });
    assertThat(log).containsExactly("a at 0", "b at 3", "c at 6");
  }

  private void run(int size, Runnable program) {
    RuntimeHarness.run(
        1,
        1,
        CostProfile.ideal(),
        100 * MS,
        made -> {
          harness = made;
          pool = new ConnectionPool(made.scheduler(), size);
          program.run();
        });
  }

  /** Takes a connection at {@code fromMs}, waiting if it must, for {@code lengthMs}. */
  private void user(String name, long fromMs, long lengthMs) {
    boolean[] gaveUp = new boolean[1];
    Step[] steps = {
      pause(fromMs),
      self -> {
        if (pool.tryTake()) {
          return null;
        }
        pool.await(self);
        return Action.PARK;
      },
      self -> {
        gaveUp[0] = cancelled.contains(name);
        log.add(name + (gaveUp[0] ? " without" : "") + " at " + harness.now() / MS);
        return null;
      },
      pause(lengthMs),
      call(
          () -> {
            if (!gaveUp[0]) {
              pool.giveBack();
            }
          })
    };
    byName.put(name, harness.runnable(Script.once(steps)));
  }

  private void cancel(String name) {
    Goroutine goroutine = Objects.requireNonNull(byName.get(name));
    boolean waited = pool.cancel(goroutine);
    log.add(name + " gives up: " + waited);
    if (waited) {
      cancelled.add(name);
    }
  }

  private void counts(String when) {
    log.add(when + " " + pool.inUse() + " in use, " + pool.waiting() + " wait");
  }

  private Step pause(long ms) {
    return ms == 0 ? call(() -> {}) : sleep(harness.scheduler(), () -> ms * MS);
  }
}
