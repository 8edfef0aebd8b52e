package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the pages of the examples with a garbage collector say holds for their sweeps. */
class CollectorExamplesTest {
  private static final double MIB = 1 << 20;

  private static List<ExamplePoint> sweep(String name) {
    return sweep(name, "experiment");
  }

  private static List<ExamplePoint> sweep(String name, String file) {
    return ExamplePoint.sweep(List.of("sweep", "examples/" + name + "/" + file + ".yaml"));
  }

  @Test
  void gogcTradesMemoryForCpuAndItsTailHasKnee() {
    List<ExamplePoint> points = sweep("08-gogc");
    List<ExamplePoint> small = points.subList(0, 7);
    List<ExamplePoint> large = points.subList(7, 14);
    for (List<ExamplePoint> heap : List.of(small, large)) {
      int atKnee = heap == small ? 3 : 4; // GOGC 200, and 400
      for (int i = 1; i < 6; i++) {
        // GC CPU halves; the heap beside the live one doubles, the process's fixed part does not
        double share = heap.get(i).collectorShare() / heap.get(i - 1).collectorShare();
        assertThat(share).as("CPU of GOGC %s", heap.get(i).parameters()).isBetween(0.4, 0.6);
        assertThat(heap.get(i).resident()).isGreaterThan(heap.get(i - 1).resident());
      }
      double first = heap.get(0).latency("p99");
      double knee = heap.get(atKnee).latency("p99");
      double last = heap.get(5).latency("p99");
      assertThat(first - knee).isGreaterThan(5 * (knee - last));
      double best = heap.stream().mapToDouble(p -> p.latency("p99")).min().orElseThrow();
      assertThat(knee).isLessThan(1.1 * best);
      assertThat(heap.get(atKnee - 1).latency("p99")).isGreaterThan(1.1 * best);
      ExamplePoint off = heap.get(6);
      assertThat(off.cycles()).isZero();
      assertThat(off.resident()).isGreaterThan(3 * heap.get(5).resident());
      assertThat(off.latency("p50")).isGreaterThan(heap.get(4).latency("p50"));
    }
    for (int i = 0; i < 6; i++) {
      assertThat(small.get(i).cycles() / large.get(i).cycles()).isBetween(3.5, 5.0);
      if (i <= 3) { // beyond that hardly a request meets a cycle
        assertThat(large.get(i).latency("p99")).isGreaterThan(small.get(i).latency("p99"));
      }
    }
  }

  /** GOGC 25 with 256 MiB live. */
  @Test
  void requestsThatMeetStopsAreSlowAndStopsAreShort() {
    JsonNode point = sweep("08-gogc").get(7).json();
    JsonNode met = point.get("collector").get("met");
    JsonNode nothing = met.get("nothing");
    JsonNode stop = met.get("stop");
    assertThat(nothing.get("share").asDouble()).isBetween(0.58, 0.64);
    assertThat(nothing.get("p50_ms").asDouble()).isBetween(3.2, 3.4);
    assertThat(stop.get("share").asDouble()).isBetween(0.085, 0.095);
    assertThat(stop.get("share_of_slowest").asDouble()).isBetween(0.7, 0.8);
    assertThat(stop.get("p50_ms").asDouble()).isBetween(17.0, 19.5);
    assertThat(point.get("runtime").get("gc_pause_max_ms").asDouble()).isLessThan(0.35);
    JsonNode assist = met.get("assist");
    assertThat(assist.get("share").asDouble()).isBetween(0.23, 0.27);
    assertThat(assist.get("share_of_slowest").asDouble()).isBetween(0.13, 0.2);
    JsonNode curve = point.get("collector").get("percentile_spectrum").get("stop");
    assertThat(curve.get("quantile")).hasSameSizeAs(curve.get("latency_ms")).hasSizeGreaterThan(50);
  }

  /** Loads of 20, 60, 120 and 200 %, each with five limits from 232 MiB down. */
  @Test
  void memoryLimitHasFourRegimes() {
    List<ExamplePoint> points = sweep("09-memory-limit");
    assertThat(points.stream().map(ExamplePoint::killed))
        .containsExactly(
            false, false, false, false, false, //
            false, false, false, false, false, //
            false, false, false, false, true, //
            false, false, true, true, true);
    List<ExamplePoint> alive = points.stream().filter(p -> !p.killed()).toList();
    assertThat(alive.stream().map(ExamplePoint::limiterHasBeenOn))
        .containsExactly(
            false, false, false, false, true, //
            false, false, false, true, true, //
            false, false, true, true, //
            false, true);
    List<ExamplePoint> light = points.subList(0, 5);
    assertThat(light.get(0).resident()).isLessThan(0.95 * 232 * MIB); // GOGC sets the goal
    assertThat(light.get(2).resident()).isBetween(0.95 * 192 * MIB, 192 * MIB);
    for (int i = 3; i < 5; i++) {
      double more = light.get(i).collectorShare() - light.get(i - 1).collectorShare();
      double before = light.get(i - 1).collectorShare() - light.get(i - 2).collectorShare();
      assertThat(more).isGreaterThan(1.5 * before);
    }
    List<ExamplePoint> busy = points.subList(10, 15);
    ExamplePoint limited = points.get(8); // load of 60 %
    ExamplePoint unassisted = points.get(9);
    assertThat(unassisted.assistShare()).isLessThan(0.75 * limited.assistShare());
    assertThat(unassisted.latency("p99")).isLessThan(0.75 * limited.latency("p99"));
    assertThat(busy.get(3).resident()).isGreaterThan(1.1 * 176 * MIB);
  }

  @Test
  void poolSavesTheCyclesThatAllocationMakes() {
    List<ExamplePoint> without = sweep("15-sync-pool", "without");
    List<ExamplePoint> pooled = sweep("15-sync-pool", "experiment");
    for (int i = 0; i < 3; i++) {
      assertThat(pooled.get(i).under("found")).isGreaterThan(0.99);
      assertThat(pooled.get(i).cycles() / without.get(i).cycles()).isBetween(0.3, 0.4);
      assertThat(pooled.get(i).resident() / without.get(i).resident()).isBetween(0.9, 1.0);
    }
    assertThat(pooled.get(0).latency("p99") / without.get(0).latency("p99")).isBetween(0.78, 0.88);
    assertThat(pooled.get(2).latency("p99") / without.get(2).latency("p99")).isBetween(0.92, 1.0);
    assertThat(pooled.get(0).utilization() / without.get(0).utilization()).isBetween(0.88, 0.93);
  }

  @Test
  void sliceKeepsItsWholeArray() {
    List<ExamplePoint> held = sweep("16-backing-array", "experiment");
    assertThat(held.stream().map(ExamplePoint::killed)).containsExactly(false, false, true);
    double perSecond = 50 * 0.25 * MIB;
    assertThat(held.get(0).resident()).isGreaterThan(2 * perSecond);
    assertThat(held.get(1).resident()).isBetween(2 * 10 * perSecond, 3 * 10 * perSecond);
    assertThat(held.get(1).latency("p99") / held.get(0).latency("p99")).isBetween(0.95, 1.05);
    for (ExamplePoint copied : sweep("16-backing-array", "copied")) {
      assertThat(copied.killed()).isFalse();
      assertThat(copied.resident()).isBetween(15 * MIB, 20 * MIB);
    }
  }

  @Test
  void halfOfTheAllocationsGainMoreThanTheCollector() {
    List<ExamplePoint> points = sweep("10-fewer-allocations");
    ExamplePoint before = points.get(0);
    ExamplePoint fewer = points.get(1);
    ExamplePoint half = points.get(2);
    assertThat(half.cycles() / before.cycles()).isBetween(0.45, 0.55);
    assertThat(half.latency("p99")).isLessThan(0.85 * before.latency("p99"));
    double ofCollector = before.collectorShare() - half.collectorShare();
    assertThat(ofCollector).isBetween(0.4 * before.collectorShare(), 0.6 * before.collectorShare());
    assertThat(before.utilization() - half.utilization()).isGreaterThan(2 * ofCollector);
    assertThat(fewer.collectorShare()).isGreaterThan(0.9 * before.collectorShare());
    assertThat(fewer.utilization()).isLessThan(before.utilization());
  }

  @Test
  void gogcMattersOnceThereAreEnoughWorkers() {
    List<ExamplePoint> points = sweep("13-workers-and-gogc");
    List<ExamplePoint> few = points.subList(0, 3);
    List<ExamplePoint> some = points.subList(3, 6);
    List<ExamplePoint> many = points.subList(6, 9);
    assertThat(few.get(2).throughput() / few.get(0).throughput()).isBetween(0.98, 1.02);
    assertThat(few.get(2).latency("p99") / few.get(0).latency("p99")).isBetween(0.98, 1.02);
    for (List<ExamplePoint> enough : List.of(some, many)) {
      assertThat(enough.get(0).under("rejected")).isZero();
      assertThat(enough.get(2).latency("p99") / enough.get(0).latency("p99")).isBetween(0.75, 0.9);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(many.get(i).latency("p99") / some.get(i).latency("p99")).isBetween(0.8, 0.95);
      assertThat(few.get(i).under("rejected")).isGreaterThan(0.3);
    }
  }

  @Test
  void tailOfPoolDoesNotMoveWithGogc() {
    List<ExamplePoint> points = sweep("14-not-the-collector");
    for (int i : List.of(0, 3)) { // four connections, eight
      ExamplePoint often = points.get(i);
      ExamplePoint seldom = points.get(i + 2);
      assertThat(often.collectorShare()).isGreaterThan(8 * seldom.collectorShare());
      assertThat(seldom.resident()).isGreaterThan(3 * often.resident());
      assertThat(seldom.latency("p99") / often.latency("p99")).isBetween(0.98, 1.02);
    }
    assertThat(points.get(3).latency("p99")).isLessThan(0.65 * points.get(0).latency("p99"));
    JsonNode tail = points.get(0).json().get("breakdown_p99_ms");
    assertThat(tail.get("pool").asDouble()).isBetween(47.0, 53.0);
    assertThat(tail.get("io").asDouble()).isBetween(35.0, 39.0);
    assertThat(tail.get("runnable").asDouble() + tail.get("gc_assist").asDouble()).isLessThan(1);
  }

  @Test
  void collectorCostsEveryGomaxprocsTheSameCpuAndFewerPsMoreTail() {
    List<ExamplePoint> points = sweep("12-collector-and-gomaxprocs");
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      ExamplePoint often = points.get(i);
      ExamplePoint seldom = points.get(i + 4);
      assertThat(often.collectorShare()).isBetween(0.055, 0.075);
      assertThat(seldom.collectorShare()).isLessThan(0.01);
      double longer = often.latency("p99") / seldom.latency("p99") - 1;
      assertThat(longer).as("tail of %s", often.parameters()).isBetween(0.01, before);
      // With two Ps pages that are faulted in interrupt the other core, which one P has not.
      before = 1.3 * longer;
    }
    assertThat(before).isLessThan(0.06);
  }

  @Test
  void pointersNotBytesCost() {
    List<ExamplePoint> points = sweep("11-pointers");
    for (int i = 1; i < 4; i++) {
      ExamplePoint less = points.get(i - 1);
      ExamplePoint more = points.get(i);
      assertThat(more.collectorShare()).isGreaterThan(less.collectorShare());
      assertThat(more.latency("p99")).isGreaterThan(less.latency("p99"));
    }
    ExamplePoint none = points.get(0);
    ExamplePoint all = points.get(3);
    assertThat(all.collectorShare()).isGreaterThan(8 * none.collectorShare());
    assertThat(all.cycles()).isLessThan(none.cycles());
    assertThat(all.resident() / none.resident()).isBetween(1.1, 1.5);
  }
}
