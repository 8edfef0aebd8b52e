package headroom.experiments.run;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Experiment.Slo;
import headroom.experiments.Point;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Experiments made in Java for tests. */
public final class Experiments {
  /** 4 ms, the mean service time of {@link QueueReplicator}. */
  private static final double SERVICE_NS = QueueReplicator.MEAN_SERVICE_NS;

  private Experiments() {}

  /**
   * {@code ratePerSecond} requests before {@code workers} workers for {@code seconds}, five
   * replications.
   */
  public static Experiment of(double ratePerSecond, int workers, long seconds) {
    return of(ratePerSecond, workers, seconds, new RunSettings(false, 5, null), null);
  }

  /** As {@link #of(double, int, long)}, with other run settings and an SLO. */
  public static Experiment of(
      double ratePerSecond, int workers, long seconds, RunSettings run, @Nullable Slo slo) {
    Distribution service = new Distribution.Exponential(SERVICE_NS);
    return of(ratePerSecond, workers, seconds, run, slo, List.of(new WorkStep.Cpu(null, service)));
  }

  /** A net/http server under a CPU quota whose requests allocate: every figure has a value. */
  public static Experiment ofEveryFigure() {
    Distribution bytes = new Distribution.Constant(1 << 20);
    return of(
        new MachineSettings(2, new Quota(2, 100_000_000, 1))
            .withQuotaChanges(
                List.of(new QuotaChange(5_000_000_000L, new Quota(1, 100_000_000, 1)))),
        100,
        server(2).withFront(new ServerSettings.NetHttp(8)),
        10,
        new RunSettings(false, 1, null),
        null,
        List.of(
            new WorkStep.Alloc(null, bytes, 1000, 0.25, 0.1),
            new WorkStep.Ticker(null, 1_000_000, false, true)));
  }

  private static Experiment of(
      double ratePerSecond,
      int workers,
      long seconds,
      RunSettings run,
      @Nullable Slo slo,
      List<RequestStep> steps) {
    return of(new MachineSettings(2), ratePerSecond, server(workers), seconds, run, slo, steps);
  }

  private static Experiment of(
      MachineSettings machine,
      double ratePerSecond,
      ServerSettings server,
      long seconds,
      RunSettings run,
      @Nullable Slo slo,
      List<RequestStep> steps) {
    Scenario scenario =
        new Scenario(
            machine,
            new RuntimeSettings("1.26", 2, true),
            0,
            new Arrivals.Poisson(ratePerSecond),
            server,
            List.of(new RequestClass("request", 1, steps)),
            CostProfile.ideal(),
            Window.evenlySampled(0, seconds * 1_000_000_000L, 100),
            7);
    return new Experiment("queue", null, scenario, run, slo, "2 cores");
  }

  private static ServerSettings server(int workers) {
    return new ServerSettings(
        workers,
        ServerSettings.UNLIMITED,
        ServerSettings.WhenFull.REJECT,
        new Distribution.Constant(0),
        ServerSettings.Accept.NETWORK);
  }

  /** A point without parameters. */
  public static Point point(Experiment experiment) {
    return new Point(Map.of(), experiment);
  }
}
