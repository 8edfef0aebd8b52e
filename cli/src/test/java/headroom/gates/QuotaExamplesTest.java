package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the pages of the examples with a CPU limit claim. */
class QuotaExamplesTest {
  private static List<ExamplePoint> sweep(String example) {
    return ExamplePoint.sweep(List.of("sweep", "examples/" + example + "/experiment.yaml"));
  }

  private static double coresUsed(ExamplePoint point) {
    return point.json().get("cpu").get("cores_used").asDouble();
  }

  @Test
  void collectorUsesUpTheLimitOfAProcessThatIsMostlyIdle() {
    List<ExamplePoint> points = sweep("17-collector-and-quota");
    ExamplePoint two = points.get(0);
    ExamplePoint eight = points.get(3);
    for (ExamplePoint often : List.of(two, eight)) {
      assertThat(often.utilization()).isBetween(0.3, 0.4);
      assertThat(often.throttledShare()).isBetween(0.08, 0.12);
    }
    // a sixteenth of 30 s, and of what the rarer cycles leave over
    double cycleS = 30 * (coresUsed(two) - coresUsed(points.get(1))) / (16 - 3.3);
    assertThat(cycleS).isBetween(0.14, 0.18);
    assertThat(eight.frozen("p99")).isGreaterThan(1.5 * two.frozen("p99"));
    for (int none : List.of(2, 5)) {
      assertThat(points.get(none).throttledShare()).isZero();
      assertThat(two.latency("p99")).isGreaterThan(3 * points.get(none).latency("p99"));
      assertThat(eight.latency("p99")).isGreaterThan(4 * points.get(none).latency("p99"));
    }
    for (int rare : List.of(1, 4)) {
      ExamplePoint often = points.get(rare - 1);
      assertThat(points.get(rare).throttledShare()).isLessThan(0.3 * often.throttledShare());
    }
  }

  @Test
  void fewerPsMoveTheWaitFromTheKernelIntoTheRunQueue() {
    List<ExamplePoint> points = sweep("18-gomaxprocs-and-limit");
    for (int i = 0; i < 6; i += 2) {
      ExamplePoint fourteen = points.get(i);
      ExamplePoint two = points.get(i + 1);
      assertThat(fourteen.json().get("effective").get("gomaxprocs").asInt()).isEqualTo(14);
      assertThat(two.json().get("effective").get("gomaxprocs").asInt()).isEqualTo(2);
      assertThat(two.frozen("p99")).isLessThan(0.1);
    }
    for (int spare : List.of(0, 4)) {
      assertThat(points.get(spare + 1).latency("p50"))
          .isGreaterThan(1.2 * points.get(spare).latency("p50"));
    }
    assertThat(points.get(2).latency("p50")).isGreaterThan(1.2 * points.get(3).latency("p50"));
    assertThat(points.get(2).throttledShare()).isGreaterThan(0.9);
    ExamplePoint burst = points.get(4);
    assertThat(points.get(5).latency("p50")).isGreaterThan(5 * burst.latency("p50"));
    assertThat(burst.frozen("p99")).isGreaterThan(100);
    assertThat(coresUsed(points.get(2)) / coresUsed(points.get(3))).isBetween(1.02, 1.06);
  }

  @Test
  void whoFollowsALimitThatIsLoweredStandsStillForLess() {
    List<ExamplePoint> points = sweep("31-limit-lowered");
    ExamplePoint before124 = points.get(0);
    ExamplePoint before125 = points.get(1);
    ExamplePoint stays = points.get(2);
    ExamplePoint follows = points.get(3);
    assertThat(before124.latency("p99") / before125.latency("p99")).isBetween(0.97, 1.03);
    assertThat(before124.throttledShare() + before125.throttledShare()).isZero();
    assertThat(processors(stays)).containsExactly(8.0, 8.0);
    assertThat(processors(follows).get(0)).isBetween(3.0, 3.1); // 4 for 30 of 60 s, then 2
    assertThat(processors(follows).get(1)).isEqualTo(4);
    assertThat(stays.frozen("p99")).isGreaterThan(1.3 * follows.frozen("p99"));
    assertThat(follows.latency("p99") / stays.latency("p99")).isBetween(0.65, 0.85);
    assertThat(follows.latency("p99")).isGreaterThan(4 * before125.latency("p99"));
  }

  /** GOMAXPROCS, the mean over time and the most. */
  private static List<Double> processors(ExamplePoint point) {
    JsonNode gauge = point.json().get("metrics").get("/sched/gomaxprocs:threads");
    return List.of(gauge.get("mean").asDouble(), gauge.get("max").asDouble());
  }

  @Test
  void aPeriodMustHoldWhatComesInIt() {
    List<ExamplePoint> points = sweep("19-half-a-core");
    ExamplePoint quarter = points.get(0);
    ExamplePoint half = points.get(1);
    assertThat(coresUsed(half)).isBetween(0.115, 0.13);
    assertThat(half.latency("p99") / half.latency("p50")).isBetween(4.0, 5.0);
    assertThat(quarter.latency("p50") / half.latency("p50")).isBetween(2.8, 3.3);
    assertThat(quarter.utilization()).isBetween(0.46, 0.5);
    assertThat(points.get(3).throttledShare()).isZero();
  }
}
