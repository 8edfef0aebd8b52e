package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.Goroutine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalRunQueueTest {

  @Test
  void goroutinesLeaveInTheOrderInWhichTheyCame() {
    GlobalRunQueue queue = filled(1_000);
    List<Integer> ids = new ArrayList<>();
    Goroutine first = queue.removeFirst();
    while (first != null) {
      assertThat(first.next).as("a goroutine outside of a queue points to none").isNull();
      ids.add(first.id);
      first = queue.removeFirst();
    }
    assertThat(ids).isSorted().hasSize(1_000);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void emptiedQueueCanBeFilledAgain() {
    GlobalRunQueue queue = filled(2);
    queue.removeFirst();
    queue.removeFirst();
    queue.addLast(LocalRunQueueTest.goroutine(7));
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.removeFirst()).isNotNull().extracting(g -> g.id).isEqualTo(7);
    assertThat(queue.removeFirst()).isNull();
  }

  @ParameterizedTest(name = "of {0} goroutines one of {1} Ps takes {2}")
  @CsvSource({
    // min(128, n, n/P + 1)
    "1, 1, 1",
    "1, 4, 1",
    "10, 1, 10",
    "10, 4, 3",
    "40, 2, 21",
    "254, 2, 128",
    "1000, 2, 128",
    "127, 1, 127",
    "128, 1, 128",
    "0, 2, 0"
  })
  void batchIsAShareOfTheQueue(int size, int gomaxprocs, int batch) {
    assertThat(filled(size).batch(gomaxprocs)).isEqualTo(batch);
  }

  private static GlobalRunQueue filled(int count) {
    GlobalRunQueue queue = new GlobalRunQueue();
    for (int i = 0; i < count; i++) {
      queue.addLast(LocalRunQueueTest.goroutine(i));
    }
    return queue;
  }
}
