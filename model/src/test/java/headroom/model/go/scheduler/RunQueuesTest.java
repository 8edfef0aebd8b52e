package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.Timer;
import headroom.model.go.timers.TimerHeap;
import headroom.model.kernel.SleepingThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How goroutines move between queues, and how they are counted. */
class RunQueuesTest {
  private static final HeadroomSimulator SIMULATOR = HeadroomSimulator.create();
  private final Processors processors = new Processors(3, 3, SIMULATOR);
  private final Processor[] ps = processors.all;
  private final RunQueues queues = new RunQueues(processors);
  private final List<Goroutine> all = new ArrayList<>();

  /** P0 has 1..5 and runnext 6: the older half, rounded up, is 1, 2, 3; the thief runs 3. */
  @Test
  void aThiefTakesTheOlderHalfAndRunsTheLastOfIt() {
    occupy(0);
    put(ps[0], 1, 6);
    assertThat(ids(queues.stealHalf(ps[1], 0))).isEqualTo(3);
    assertThat(queues.steals()).isEqualTo(3);
    assertThat(queues.size()).isEqualTo(5);
    assertThat(ids(queues.takeLocal(ps[1]))).isEqualTo(1);
    assertThat(ids(queues.takeLocal(ps[1]))).isEqualTo(2);
    assertThat(queues.takeLocal(ps[1])).isNull();
    assertThat(ids(queues.takeNext(ps[0]))).isEqualTo(6);
    assertThat(ids(queues.takeLocal(ps[0]))).isEqualTo(4);
    assertThat(ids(queues.takeLocal(ps[0]))).isEqualTo(5);
    assertThat(queues.size()).isZero();
    assertThat(queues.steals()).isEqualTo(3);
  }

  /**
   * Two Ps go: 1, 2 and runnext 3 of P1, then 4, 5, 6 and runnext 7 of P2, whose goroutines come
   * before those, and all before 8, which was in the global queue.
   */
  @Test
  void goroutinesOfAPThatGoesComeToTheHeadOfTheGlobalQueue() {
    put(ps[1], 1, 3);
    put(ps[2], 4, 7);
    queues.global.addLast(goroutine(8));
    queues.dissolve(ps[1], ps[0]);
    queues.dissolve(ps[2], ps[0]);
    List<Integer> order = new ArrayList<>();
    for (Goroutine next = queues.global.removeFirst();
        next != null;
        next = queues.global.removeFirst()) {
      order.add(next.id);
    }
    assertThat(order).containsExactly(7, 4, 5, 6, 3, 1, 2, 8);
    assertThat(queues.size()).isZero();
    assertThat(queues.areEmpty()).isTrue();
    assertThat(ps[1].hasLocalWork() || ps[2].hasLocalWork()).isFalse();
  }

  /** Of two timers of a P that goes, one has been stopped: the other is due on its heir. */
  @Test
  void timersOfAPThatGoesFireOnAnother() {
    Timer kept = new Timer(goroutine(1));
    Timer dropped = new Timer(goroutine(2));
    for (int i = 0; i < 9; i++) { // so that a stopped one stays in the heap
      queues.addTimer(ps[1], 100 + i, new Timer(goroutine(10 + i)));
    }
    queues.addTimer(ps[1], 5, kept);
    queues.addTimer(ps[1], 4, dropped);
    queues.stopTimer(dropped);
    queues.dissolve(ps[1], ps[0]);
    assertThat(ps[1].timers.size()).isZero();
    assertThat(queues.earliestTimerNs()).isEqualTo(5);
    assertThat(ids(queues.takeDue(ps[0], 50))).isEqualTo(1);
    for (int i = 0; i < 9; i++) {
      assertThat(ids(queues.takeDue(ps[0], 200))).isEqualTo(10 + i);
    }
    assertThat(queues.earliestTimerNs()).isEqualTo(TimerHeap.NONE);
  }

  @Test
  void aStolenRunNextIsOneSteal() {
    occupy(0);
    put(ps[0], 1, 1);
    assertThat(queues.withOnlyRunNext(ps[1], 0)).isSameAs(ps[0]);
    assertThat(ids(queues.stealRunNext(ps[0]))).isEqualTo(1);
    assertThat(queues.steals()).isEqualTo(1);
    assertThat(queues.size()).isZero();
    assertThat(queues.withOnlyRunNext(ps[1], 0)).isNull();
  }

  /**
   * The search begins at {@code start} and goes round; own and idle Ps and empty queues are not
   * victims.
   */
  @Test
  void theSearchForAVictimGoesRound() {
    occupy(0, 2);
    put(ps[0], 1, 2);
    put(ps[2], 3, 4);
    assertThat(ids(queues.stealHalf(ps[1], 2))).isEqualTo(3);
    assertThat(ids(queues.stealHalf(ps[1], 2))).isEqualTo(1);
    assertThat(queues.stealHalf(ps[1], 2)).isNull();
    // what is left is runnexts; the thief's own does not count
    assertThat(queues.withOnlyRunNext(ps[0], 0)).isSameAs(ps[2]);
    assertThat(queues.withOnlyRunNext(ps[2], 2)).isSameAs(ps[0]);
  }

  @Test
  void aPThatStillHasAQueueKeepsItsRunNext() {
    occupy(0);
    put(ps[0], 1, 2);
    assertThat(queues.withOnlyRunNext(ps[1], 0)).isNull();
  }

  /** A P between two Ms, in a hand-off, has nothing that can be stolen. */
  @Test
  void aPWithoutAnMIsNoVictim() {
    put(ps[0], 1, 3);
    assertThat(queues.stealHalf(ps[1], 0)).isNull();
    queues.takeLocal(ps[0]);
    queues.takeLocal(ps[0]);
    assertThat(queues.withOnlyRunNext(ps[1], 0)).isNull();
  }

  /** 10 in the global queue and 3 Ps: a batch is 10/3 + 1 = 4. */
  @Test
  void aBatchOfTheGlobalQueueIsOneToRunAndTheOthersBehind() {
    for (int id = 1; id <= 10; id++) {
      queues.global.addLast(goroutine(id));
    }
    assertThat(ids(queues.takeGlobalBatch(ps[0]))).isEqualTo(1);
    assertThat(queues.size()).isEqualTo(9);
    assertThat(queues.global.size()).isEqualTo(6);
    List<Integer> local =
        IntStream.range(0, 3).mapToObj(i -> ids(queues.takeLocal(ps[0]))).toList();
    assertThat(local).containsExactly(2, 3, 4);
  }

  @Test
  void theGlobalQueueHasItsTurnEverySixtyFirstTime() {
    queues.global.addLast(goroutine(1));
    for (int tick : new int[] {1, 60, 62, 121}) {
      ps[0].schedTick = tick;
      assertThat(queues.takeFairly(ps[0])).isNull();
    }
    ps[0].schedTick = 122;
    assertThat(ids(queues.takeFairly(ps[0]))).isEqualTo(1);
  }

  /** The ring has 256 places: 1..256 and runnext 257; 258 kicks 257, which finds the ring full. */
  @Test
  void aFullQueueSendsItsOlderHalfToTheGlobalOne() {
    put(ps[0], 1, 258);
    assertThat(queues.size()).isEqualTo(258);
    assertThat(ids(queues.takeNext(ps[0]))).isEqualTo(258);
    assertThat(ids(queues.takeLocal(ps[0]))).isEqualTo(129);
    List<Integer> global =
        IntStream.range(0, 129).mapToObj(i -> ids(queues.global.removeFirst())).toList();
    List<Integer> expected = new ArrayList<>(IntStream.rangeClosed(1, 128).boxed().toList());
    expected.add(257);
    assertThat(global).isEqualTo(expected);
    assertThat(queues.size()).isEqualTo(127);
  }

  @Test
  void theEarliestTimerOfAllCounts() {
    Timer first = new Timer(goroutine(1));
    Timer second = new Timer(goroutine(2));
    assertThat(queues.earliestTimerNs()).isEqualTo(TimerHeap.NONE);
    queues.addTimer(ps[2], 70, first);
    queues.addTimer(ps[1], 50, second);
    assertThat(queues.earliestTimerNs()).isEqualTo(50);
    assertThat(queues.withDueTimer(ps[0], 49)).isNull();
    assertThat(queues.withDueTimer(ps[0], 50)).isSameAs(ps[1]);
    assertThat(queues.withDueTimer(ps[1], 69)).isNull();
    assertThat(queues.withDueTimer(ps[1], 70)).isSameAs(ps[2]);
    assertThat(queues.takeDue(ps[1], 49)).isNull();
    assertThat(ids(queues.takeDue(ps[1], 50))).isEqualTo(2);
    queues.stopTimer(first);
    queues.stopTimer(first);
    assertThat(queues.earliestTimerNs()).isEqualTo(TimerHeap.NONE);
  }

  private void occupy(int... numbers) {
    for (int number : numbers) {
      ps[number].m = new OsThread(SleepingThread.numbered(number));
    }
  }

  /** Readies goroutines {@code first} to {@code last} on {@code p}; the last one is its runnext. */
  private void put(Processor p, int first, int last) {
    for (int id = first; id <= last; id++) {
      queues.putNext(p, goroutine(id));
    }
  }

  private Goroutine goroutine(int id) {
    Goroutine made = new Goroutine(id, self -> Action.EXIT);
    all.add(made);
    return made;
  }

  private static int ids(@Nullable Goroutine goroutine) {
    return Objects.requireNonNull(goroutine).id;
  }
}
