package headroom.reports;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.Result;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.WorkStep;
import headroom.reports.table.PointTable;
import java.util.List;
import java.util.Map;

/** Two replications of one point: requests that compute, on two Ps, after a second of warm-up. */
final class OnePoint {
  private static final long S = 1_000_000_000;

  private OnePoint() {}

  /** Requests of {@code cpuMs} each, at random. */
  static Scenario scenario(
      MachineSettings machine, double perSecond, int workers, double cpuMs, Window window) {
    ServerSettings server =
        new ServerSettings(
            workers,
            ServerSettings.UNLIMITED,
            ServerSettings.WhenFull.REJECT,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK);
    WorkStep.Cpu step = new WorkStep.Cpu(null, new Distribution.Constant(cpuMs * 1e6));
    return new Scenario(
        machine,
        new RuntimeSettings("1.26", 2),
        0,
        new Arrivals.Poisson(perSecond),
        server,
        List.of(new RequestClass("request", 1, List.of(step))),
        CostProfile.reference(),
        window,
        1);
  }

  /** {@code seconds} after the warm-up. */
  static Window window(int seconds, int samples) {
    return Window.evenlySampled(S, seconds * S, samples);
  }

  static Result run(Scenario scenario, Replicator replicator) {
    Experiment experiment =
        new Experiment("one", null, scenario, new RunSettings(false, 2, null), null, "2 cores");
    try (PointRunner runner = new PointRunner(replicator, 1, RunProgress.NONE)) {
      return new Result(1, "one", "test", 1, List.of(runner.run(new Point(Map.of(), experiment))));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the table of points has in a column of its only row. */
  static String cell(Result result, String column) {
    List<String> lines = PointTable.csv(result).lines().toList();
    int index = List.of(lines.get(0).split(",", -1)).indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(column + " is none of " + lines.get(0));
    }
    return List.of(lines.get(1).split(",", -1)).get(index);
  }
}
