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
