package headroom.model.go.collector;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A byte of scan work pays for two of allocation. By hand from {@code gcFlushBgCredit}. */
class AssistQueueTest {
  private static final long MIB = 1 << 20;

  private final List<String> log = new ArrayList<>();
  private final List<Goroutine> waiters = new ArrayList<>();

  /** 1 MiB of globals to scan, 2 MiB from the heap to its goal of 4 MiB. */
  private static Pacer pacer() {
    Pacer pacer = new Pacer(PacerSettings.DEFAULT);
    pacer.addGlobals(MIB);
    pacer.allocated(2 * MIB, 0);
    pacer.startCycle(0, 1, false);
    assertThat(pacer.assistBytesPerWork()).isEqualTo(2);
    return pacer;
  }

  /**
   * Waiters owe 100, 1000 and 50 B. 30 of work are 60 B: the first owes 40, and goes to the back.
   * 600 of work are 1200 B: 1000 for the second, 50 for the third, 40 for the first; 110 are left,
   * 55 of work. They run in the order in which they were satisfied.
   */
  @Test
  void creditGoesToWaitersInOrderAndPartlyServedOnesGoToTheBack() {
    run(
        new long[] {100, 1000, 50},
        queue -> {
          queue.earn(30);
          log.add("owes " + debts());
          queue.earn(600);
          log.add("owes " + debts());
          log.add("credit " + queue.take(Long.MAX_VALUE));
        });
    assertThat(log)
        .containsExactly(
            "owes 40 1000 50", "owes 0 0 0", "credit 55", "runs 1", "runs 2", "runs 0");
  }

  @Test
  void creditIsTakenUpToWhatThereIs() {
    run(
        new long[] {},
        queue -> {
          queue.earn(100);
          log.add(queue.take(30) + " " + queue.take(100) + " " + queue.take(100));
          queue.earn(7);
          queue.begin();
          log.add("a new cycle: " + queue.take(100));
        });
    assertThat(log).containsExactly("30 70 0", "a new cycle: 0");
  }

  /** At the end of the cycle all run, whatever they owe. */
  @Test
  void theEndOfTheCycleWakesAll() {
    run(new long[] {100, 1000}, AssistQueue::wakeAll);
    assertThat(log).containsExactly("runs 0", "runs 1");
    assertThat(debts()).isEqualTo("100 1000");
  }

  /** Credit that came meanwhile: nobody parks, and the queue is as before. */
  @Test
  void nobodyParksBesideCredit() {
    AssistQueue[] queue = new AssistQueue[1];
    RuntimeHarness.run(
        1,
        1,
        CostProfile.ideal(),
        MS,
        harness -> {
          queue[0] = new AssistQueue(harness.scheduler(), pacer());
          harness.runnable(
              self -> {
                queue[0].earn(1);
                log.add("parks: " + queue[0].park(self));
                queue[0].take(1);
                log.add("parks: " + queue[0].park(self));
                return Action.PARK;
              });
        });
    assertThat(log).containsExactly("parks: false", "parks: true");
  }

  private String debts() {
    StringBuilder debts = new StringBuilder();
    for (Goroutine waiter : waiters) {
      debts.append(debts.isEmpty() ? "" : " ").append(-waiter.memory().assistBytes);
    }
    return debts.toString();
  }

  /** A goroutine for each debt parks, in order; then another one does {@code what}. */
  private void run(long[] owedBytes, Consumer<AssistQueue> what) {
    RuntimeHarness.run(
        1,
        1,
        CostProfile.ideal(),
        MS,
        harness -> {
          AssistQueue queue = new AssistQueue(harness.scheduler(), pacer());
          for (int i = 0; i < owedBytes.length; i++) {
            waiters.add(harness.runnable(waiter(queue, i, owedBytes[i])));
          }
          harness.runnable(
              Script.once(
                  Script.call(
                      () ->
                          assertThat(harness.scheduler().population().count(WaitReason.GC_ASSIST))
                              .isEqualTo(owedBytes.length)),
                  Script.call(() -> what.accept(queue))));
        });
  }

  private GoroutineBody waiter(AssistQueue queue, int number, long owedBytes) {
    boolean[] parked = new boolean[1];
    return self -> {
      if (parked[0]) {
        log.add("runs " + number);
        return Action.EXIT;
      }
      parked[0] = true;
      self.memory().assistBytes = -owedBytes;
      assertThat(queue.park(self)).isTrue();
      return Action.PARK;
    };
  }
}
