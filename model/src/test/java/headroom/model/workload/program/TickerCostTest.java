package headroom.model.workload.program;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What goroutines that range over tickers cost, against Go 1.26 on the reference's kind of machine.
 */
class TickerCostTest {
  private static final long MS = 1_000_000;

  /** Measured: 0.078 to 0.108 cores, and 0.001 without tickers. */
  @Test
  void aHundredThousandTickersOfASecond() {
    Observation seen = run(100_000, new WorkStep.Cpu(null, new Distribution.Constant(MS)), 1);
    assertThat(coresUsed(seen)).isBetween(0.07, 0.12);
  }

  /** Measured: 0.43 to 0.68 cores. The first thousand requests each leave one behind. */
  @Test
  void aThousandLeakedTickersOfAMillisecond() {
    Observation seen = run(0, new WorkStep.Ticker(null, MS, true, true), 1_000);
    assertThat(coresUsed(seen)).isBetween(0.40, 0.70);
  }

  /** What they compute; the rest of the CPU is waking them, and the requests. */
  @Test
  void theirCpuIsCounted() {
    Observation seen = run(100_000, new WorkStep.Cpu(null, new Distribution.Constant(MS)), 1);
    assertThat(said(seen, "tickers", "max")).isEqualTo(100_000);
    assertThat(said(seen, "ticker_cpu", "per_s")).isBetween(0.075, coresUsed(seen));
    Observation leaked = run(0, new WorkStep.Ticker(null, MS, true, true), 1_000);
    assertThat(said(leaked, "tickers", "max")).isEqualTo(1_000);
    assertThat(said(leaked, "ticker_cpu", "per_s"))
        .isBetween(0.5 * coresUsed(leaked), coresUsed(leaked));
    Observation stopped = run(0, new WorkStep.Ticker(null, MS, false, true), 1_000);
    assertThat(said(stopped, "tickers", "max")).isZero();
    Observation unread = run(0, new WorkStep.Ticker(null, MS, true, false), 1_000);
    assertThat(unread.metrics().figures().all())
        .noneMatch(each -> each.metric().name().text().contains("ticker"));
  }

  private static double said(Observation seen, String metric, String value) {
    return seen.metrics().figures().all().stream()
        .filter(each -> each.metric().name().text().equals(metric))
        .findFirst()
        .orElseThrow()
        .said(seen.windowNs() * 1e-9)
        .getOrDefault(value, Double.NaN);
  }

  private static double coresUsed(Observation seen) {
    return (double) seen.cpu().busyCoreNs() / seen.windowNs();
  }

  private static Observation run(int tickers, RequestStep step, int requests) {
    long[] arrivalNs = new long[requests];
    Arrays.fill(arrivalNs, 10 * MS);
    Scenario scenario =
        new Scenario(
            new MachineSettings(2),
            new RuntimeSettings("1.26", 2),
            new ProcessSettings(0, tickers),
            new Arrivals.Trace(
                new TraceTable("t", arrivalNs, new int[requests], List.of(), new long[0][0])),
            ClientSettings.PATIENT,
            new ServerSettings(
                ServerSettings.UNBOUNDED,
                ServerSettings.UNLIMITED,
                ServerSettings.WhenFull.BLOCK,
                new Distribution.Constant(0),
                ServerSettings.Accept.NETWORK),
            List.of(new RequestClass("request", 1, List.of(step))),
            Resources.NONE,
            CostProfile.linux(),
            new Window(1_500 * MS, 2_000 * MS, new long[0]),
            1);
    return Simulation.run(scenario, 0);
  }
}
