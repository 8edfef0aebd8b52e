package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page of the example with operations of the catalogue says holds for its sweep. */
class OperationExamplesTest {
  /** Sprintf with both ways to decode, and + with both. */
  @Test
  void smallCallsThatAreManyAreWorthMoreThanTheCopyOfADocument() {
    List<ExamplePoint> points =
        ExamplePoint.sweep(List.of("sweep", "examples/32-which-call/experiment.yaml"));
    ExamplePoint before = points.get(0);
    ExamplePoint plus = points.get(1);
    ExamplePoint streamed = points.get(2);
    ExamplePoint both = points.get(3);
    // 891 KB a request, of which the decoder saves 309 and + 160; the less CPU, the earlier a cycle
    assertThat(streamed.cycles() / before.cycles()).isBetween(0.62, 0.70);
    assertThat(plus.cycles() / before.cycles()).isBetween(0.82, 0.93);
    // 2.39 ms of CPU a request, of which the decoder saves 0.09 and + 0.56, the collector apart
    double requests = before.throughput();
    double gainOfPlus = (before.coresUsed() - plus.coresUsed()) / requests * 1e3;
    double gainOfDecoder = (before.coresUsed() - streamed.coresUsed()) / requests * 1e3;
    assertThat(gainOfPlus).isBetween(0.54, 0.64);
    assertThat(gainOfDecoder).isBetween(0.08, 0.24);
    double tail = before.latency("p99");
    assertThat(tail - plus.latency("p99")).isGreaterThan(2.2 * (tail - streamed.latency("p99")));
    assertThat(both.latency("p99")).isLessThan(plus.latency("p99"));
    assertThat(both.latency("p99")).isLessThan(0.5 * tail);
  }
}
