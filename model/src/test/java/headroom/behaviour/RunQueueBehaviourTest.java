package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.go.Goroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The order of the local and the global run queue on one P. */
class RunQueueBehaviourTest {
  @Test
  @DisplayName("S5: who yields goes behind all that wait in the global queue")
  void yieldingGoroutineGoesBehindTheGlobalQueue() {
    assertThat(orderAfter(Script.gosched(), 5 * MS)).containsExactly("a", "b", "c", "first");
  }

  @Test
  @DisplayName("S5: who is preempted goes behind all that wait in the global queue")
  void preemptedGoroutineGoesBehindTheGlobalQueue() {
    assertThat(orderAfter(call(() -> {}), 30 * MS)).containsExactly("a", "b", "c", "first");
  }

  /** The order of the ends when three join the global queue while the first one computes. */
  private static List<String> orderAfter(Script.Step step, long burstNs) {
    List<String> order = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        100 * MS,
        harness -> {
          harness.runnable(
              Script.once(compute(burstNs), step, compute(US), call(() -> order.add("first"))));
          harness.at(
              2 * MS,
              () -> {
                for (String name : List.of("a", "b", "c")) {
                  harness.runnable(Script.once(compute(MS), call(() -> order.add(name))));
                }
              });
        });
    return order;
  }

  @Test
  @DisplayName("S5: beside a busy local queue the global one is served once in 61 slices")
  void globalQueueIsServedOnceInSixtyOneSlices() {
    List<Boolean> global = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        100 * MS,
        harness -> {
          List<Goroutine> local = new ArrayList<>();
          for (int i = 0; i < 250; i++) {
            local.add(harness.dead(Script.once(compute(US), call(() -> global.add(false)))));
          }
          harness.runnable(
              Script.once(call(() -> local.forEach(harness.scheduler()::ready)), compute(MS)));
          harness.at(
              MS / 2,
              () -> {
                for (int i = 0; i < 4; i++) {
                  harness.runnable(Script.once(compute(US), call(() -> global.add(true))));
                }
              });
        });
    List<Integer> places = IntStream.range(0, global.size()).filter(global::get).boxed().toList();
    assertThat(places).hasSize(4);
    for (int i = 1; i < 4; i++) {
      assertThat(places.get(i) - places.get(i - 1)).isEqualTo(61);
    }
  }

  @Test
  @DisplayName("S8: the 257th goroutine started without a break still fits on the P, last first")
  void twoHundredFiftySevenStartedGoroutinesStayOnTheirP() {
    // runnext holds the 257th, the ring the others in order
    List<Integer> expected = new ArrayList<>(List.of(257));
    IntStream.rangeClosed(1, 256).forEach(expected::add);
    assertThat(orderOfStarted(257)).isEqualTo(expected);
  }

  @Test
  @DisplayName("S8: the 258th moves the oldest 128 and the one it kicks to the global queue")
  void twoHundredFiftyEighthMovesTheOlderHalfToTheGlobalQueue() {
    List<Integer> order = orderOfStarted(258);
    assertThat(order).hasSize(258).first().isEqualTo(258);
    // the ring keeps 129..256; of the global queue 1..128, 257 two or three come early, in order,
    // by the turn of every 61st slice: 128 slices hold 2 multiples of 61, or 3
    List<Integer> ring = order.stream().filter(i -> i > 128 && i < 257).toList();
    List<Integer> global = order.stream().filter(i -> i <= 128 || i == 257).toList();
    assertThat(ring).isEqualTo(IntStream.rangeClosed(129, 256).boxed().toList());
    List<Integer> moved = new ArrayList<>(IntStream.rangeClosed(1, 128).boxed().toList());
    moved.add(257);
    assertThat(global).isEqualTo(moved);
    assertThat(order.subList(1, 130).stream().filter(i -> i <= 128).count()).isBetween(2L, 3L);
  }

  private static List<Integer> orderOfStarted(int count) {
    List<Integer> order = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        100 * MS,
        harness -> {
          List<Goroutine> started = new ArrayList<>();
          for (int i = 1; i <= count; i++) {
            int number = i;
            started.add(harness.dead(Script.once(call(() -> order.add(number)), compute(US))));
          }
          harness.runnable(
              Script.once(call(() -> started.forEach(harness.scheduler()::ready)), compute(US)));
        });
    return order;
  }
}
