package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Curves.Spectrum;
import headroom.model.Window;
import headroom.model.workload.TraceTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredLatenciesTest {
  @Test
  void onlyAnswersToRequestsOfTheWindowCount() {
    long second = 1_000_000_000L;
    TraceTable requests =
        new TraceTable(
            "trace.csv",
            new long[] {0, second, second + 1, 2 * second - 1, 2 * second},
            new int[5],
            List.of(),
            new long[0][]);
    MeasuredLatencies latencies =
        new MeasuredLatencies(requests, Window.evenlySampled(second, second, 1));
    latencies.add(
        "request,latency_ms,wait_ms,status\n0,50,0,ok\n1,10,0,ok\n2,90,0,rejected\n3,20,1,ok\n4,70,0,ok\n");
    Spectrum spectrum = latencies.spectrum();
    assertThat(spectrum.latencyMs().get(0)).isBetween(9.99, 10.01);
    assertThat(spectrum.latencyMs().get(spectrum.latencyMs().size() - 1)).isBetween(19.98, 20.02);
  }
}
