package headroom.model.go.timers;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.Timer;
import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

  @Test
  void nothingIsDueBeforeItsTime() {
    TimerHeap heap = new TimerHeap();
    assertThat(heap.earliestNs()).isEqualTo(TimerHeap.NONE);
    heap.add(100, sleeper(0));
    assertThat(heap.earliestNs()).isEqualTo(100);
    assertThat(heap.removeDue(99)).isNull();
    assertThat(heap.removeDue(100)).isNotNull();
    assertThat(heap.earliestNs()).isEqualTo(TimerHeap.NONE);
  }

  @Test
  void timersOfOneInstantFireInTheOrderInWhichTheyWereAdded() {
    TimerHeap heap = new TimerHeap();
    for (int i = 0; i < 100; i++) {
      heap.add(i % 2 == 0 ? 5 : 7, sleeper(i));
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 100; i += 2) {
      expected.add(i);
    }
    for (int i = 1; i < 100; i += 2) {
      expected.add(i);
    }
    assertThat(drained(heap, 7)).isEqualTo(expected);
  }

  @Test
  void randomTimersFireAsAStableSortHasThem() {
    KeyedStream stream = KeyedStream.of(1, 0, "timers").at(0, 0);
    TimerHeap heap = new TimerHeap();
    List<long[]> waiting = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 5_000; i++) {
      long due = now + stream.nextInt(0, 50);
      heap.add(due, sleeper(i));
      waiting.add(new long[] {due, i});
      if (i % 3 == 0) {
        now += stream.nextInt(0, 9);
        long until = now;
        waiting.sort(Comparator.comparingLong(timer -> timer[0])); // stable: order of adding
        List<Integer> expected =
            waiting.stream().filter(timer -> timer[0] <= until).map(t -> (int) t[1]).toList();
        assertThat(drained(heap, now)).isEqualTo(expected);
        waiting.removeIf(timer -> timer[0] <= until);
      }
    }
    assertThat(heap.earliestNs())
        .isEqualTo(waiting.stream().mapToLong(t -> t[0]).min().orElse(TimerHeap.NONE));
  }

  /** A thousand timers alive, of which most are stopped and started again: the heap stays small. */
  @Test
  void stoppedTimersNeverFireAndDoNotPileUp() {
    KeyedStream stream = KeyedStream.of(1, 0, "stopped").at(0, 0);
    TimerHeap heap = new TimerHeap();
    Timer[] timers = new Timer[1_000];
    long[] dueNs = new long[timers.length];
    for (int i = 0; i < timers.length; i++) {
      timers[i] = sleeper(i);
    }
    for (int round = 0; round < 50_000; round++) {
      int i = stream.nextInt(0, timers.length - 1);
      heap.stop(timers[i]);
      dueNs[i] = -1;
      if (stream.nextInt(0, 3) > 0) {
        dueNs[i] = stream.nextInt(0, 1_000_000);
        heap.add(dueNs[i], timers[i]);
      }
      assertThat(heap.size()).isLessThan(timers.length * 4 / 3 + 2);
    }
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < timers.length; i++) {
      assertThat(timers[i].isPending()).isEqualTo(dueNs[i] >= 0);
      if (dueNs[i] >= 0) {
        expected.add(i);
      }
    }
    assertThat(drained(heap, 1_000_000)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(heap.size()).isZero();
  }

  private static List<Integer> drained(TimerHeap heap, long nowNs) {
    List<Integer> ids = new ArrayList<>();
    Timer due = heap.removeDue(nowNs);
    while (due != null) {
      ids.add(due.goroutine.id);
      due = heap.removeDue(nowNs);
    }
    return ids;
  }

  private static Timer sleeper(int id) {
    return new Timer(new Goroutine(id, self -> GoroutineBody.Action.EXIT));
  }
}
