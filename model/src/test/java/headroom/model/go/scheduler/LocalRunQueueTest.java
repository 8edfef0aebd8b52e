package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalRunQueueTest {

  @Test
  void goroutinesLeaveInTheOrderInWhichTheyCame() {
    LocalRunQueue queue = filled(3);
    assertThat(drained(queue)).containsExactly(0, 1, 2);
    assertThat(queue.removeFirst()).isNull();
    assertThat(queue.removeLast()).isNull();
  }

  @Test
  void ringHolds256AndKeepsItsOrderWhenItWrapsAround() {
    LocalRunQueue queue = filled(256);
    assertThat(queue.isFull()).isTrue();
    for (int i = 0; i < 100; i++) {
      queue.removeFirst();
      queue.addLast(goroutine(256 + i));
    }
    assertThat(queue.size()).isEqualTo(256);
    List<Integer> ids = drained(queue);
    assertThat(ids).first().isEqualTo(100);
    assertThat(ids).last().isEqualTo(355);
    assertThat(ids).isSorted().hasSize(256);
  }

  @Test
  void oldestHalfRoundedUpIsStolenInOrder() {
    LocalRunQueue victim = filled(5);
    LocalRunQueue thief = new LocalRunQueue();
    // 5 - 5/2 = 3
    assertThat(victim.stealHalfInto(thief)).isEqualTo(3);
    assertThat(drained(thief)).containsExactly(0, 1, 2);
    assertThat(drained(victim)).containsExactly(3, 4);
  }

  @Test
  void onlyGoroutineIsStolenToo() {
    LocalRunQueue victim = filled(1);
    LocalRunQueue thief = new LocalRunQueue();
    // 1 - 1/2 = 1
    assertThat(victim.stealHalfInto(thief)).isEqualTo(1);
    assertThat(victim.isEmpty()).isTrue();
    assertThat(drained(thief)).containsExactly(0);
  }

  @Test
  void nothingIsStolenFromAnEmptyQueue() {
    assertThat(new LocalRunQueue().stealHalfInto(filled(2))).isZero();
  }

  @Test
  void newestIsTakenBackByTheThief() {
    LocalRunQueue victim = filled(4);
    LocalRunQueue thief = new LocalRunQueue();
    victim.stealHalfInto(thief);
    Goroutine newest = thief.removeLast();
    // of 0 and 1, which were stolen, the thief runs 1
    assertThat(newest).isNotNull().extracting(goroutine -> goroutine.id).isEqualTo(1);
    assertThat(drained(thief)).containsExactly(0);
  }

  static LocalRunQueue filled(int count) {
    LocalRunQueue queue = new LocalRunQueue();
    for (int i = 0; i < count; i++) {
      queue.addLast(goroutine(i));
    }
    return queue;
  }

  static Goroutine goroutine(int id) {
    return new Goroutine(id, self -> GoroutineBody.Action.EXIT);
  }

  private static List<Integer> drained(LocalRunQueue queue) {
    List<Integer> ids = new ArrayList<>();
    Goroutine first = queue.removeFirst();
    while (first != null) {
      ids.add(first.id);
      first = queue.removeFirst();
    }
    return ids;
  }
}
