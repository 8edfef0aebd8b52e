package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pages of the examples with a garbage collector say holds for their sweeps. */
class CollectorExamplesTest {
  private static List<ExamplePoint> sweep(String name) {
    return ExamplePoint.sweep(List.of("sweep", "examples/" + name + "/experiment.yaml"));
  }

  @Test
  void gogcTradesMemoryForCpuAndItsTailHasKnee() {
    List<ExamplePoint> points = sweep("06-gogc");
    List<ExamplePoint> small = points.subList(0, 7);
    List<ExamplePoint> large = points.subList(7, 14);
    for (List<ExamplePoint> heap : List.of(small, large)) {
      for (int i = 1; i < 6; i++) {
        // GC CPU halves; the heap beside the live one doubles, the process's fixed part does not
        double share = heap.get(i).collectorShare() / heap.get(i - 1).collectorShare();
        assertThat(share).as("CPU of GOGC %s", heap.get(i).parameters()).isBetween(0.4, 0.6);
        assertThat(heap.get(i).resident()).isGreaterThan(heap.get(i - 1).resident());
      }
      double first = heap.get(0).latency("p99");
      double knee = heap.get(3).latency("p99");
      double last = heap.get(5).latency("p99");
      assertThat(first - knee).isGreaterThan(5 * (knee - last));
      ExamplePoint off = heap.get(6);
      assertThat(off.cycles()).isZero();
      assertThat(off.resident()).isGreaterThan(3 * heap.get(5).resident());
      assertThat(off.latency("p50")).isGreaterThan(heap.get(4).latency("p50"));
    }
    for (int i = 0; i < 6; i++) {
      assertThat(small.get(i).cycles() / large.get(i).cycles()).isBetween(3.5, 5.0);
      assertThat(large.get(i).latency("p99")).isGreaterThan(small.get(i).latency("p99"));
    }
  }
}
