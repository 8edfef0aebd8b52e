package headroom.cli.command;

import headroom.cli.Version;
import headroom.cli.console.ProgressLine;
import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.explain.Explainer;
import headroom.experiments.file.FileNumbers.FileNumber;
import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.SweptKey;
import headroom.experiments.plan.LoadPlanner;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.plan.SensitivityAnalysis;
import headroom.experiments.plan.SettingPlanner;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Cluster;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.PointService;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import headroom.experiments.sweep.SweepJournal;
import headroom.experiments.sweep.SweepRunner;
import headroom.measure.Verifier;
import headroom.measure.Verifier.Verified;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs what a verb has read, with progress on the terminal. */
final class Experiments {
  private final OutputOptions output;

  Experiments(OutputOptions output) {
    this.output = output;
  }

  /** Work that is done while progress is shown. */
  @FunctionalInterface
  interface Work<T> {
    T with(RunProgress progress) throws Exception;
  }

  /** Does {@code work}, drawing its progress under {@code name} if a terminal shows it. */
  <T> T withProgress(String name, Work<T> work) throws Exception {
    if (!output.progress()) {
      return work.with(RunProgress.NONE);
    }
    try (ProgressLine line = new ProgressLine(name)) {
      return work.with(line);
    }
  }

  /** What is made of points that are simulated on this machine. */
  @FunctionalInterface
  private interface Simulation<T> {
    T on(PointRunner runner) throws Exception;
  }

  private <T> T simulating(String name, Simulation<T> simulation) throws Exception {
    return withProgress(
        name,
        progress -> {
          try (PointRunner runner = PointRunner.simulator(output.threads(), progress)) {
            return simulation.on(runner);
          }
        });
  }

  /** The result of the experiment without its sweep, whose replications {@code replicator} runs. */
  Result run(LoadedExperiment loaded, Replicator replicator) throws Exception {
    Point point = new Point(Map.of(), loaded.base());
    return withProgress(
        loaded.base().name(),
        progress -> {
          try (PointRunner runner = new PointRunner(replicator, output.threads(), progress)) {
            return result(loaded, List.of(runner.run(point)));
          }
        });
  }

  /** The result of every point of a sweep, and how many threads have simulated. */
  record Swept(Result result, int threads) {}

  /** Runs every point of the sweep. */
  Swept sweep(LoadedExperiment loaded, SweepJournal journal) throws Exception {
    return withProgress(
        loaded.base().name(),
        progress -> {
          int threads = output.threads();
          try (PointRunner runner = PointRunner.simulator(threads, progress)) {
            int pointsAtOnce = threads == 1 ? 1 : threads + 1; // one thread means one
            return new Swept(sweep(loaded, journal, runner, pointsAtOnce), threads);
          }
        });
  }

  /** Runs every point of the sweep on the machines that {@code cluster} finds at {@code master}. */
  Swept sweep(LoadedExperiment loaded, SweepJournal journal, Cluster cluster, String master)
      throws Exception {
    return withProgress(
        loaded.base().name(),
        progress -> {
          try (Cluster.Session session = cluster.connect(master, progress)) {
            Result result = sweep(loaded, journal, session, session.pointsAtOnce());
            return new Swept(result, session.cores());
          }
        });
  }

  private static Result sweep(
      LoadedExperiment loaded, SweepJournal journal, PointService service, int pointsAtOnce)
      throws InterruptedException, IOException {
    return new SweepRunner(service, pointsAtOnce, Version.number(), journal)
        .run(loaded.points(), (index, result, resumed) -> {});
  }

  /** The comparison of two experiments. */
  ComparisonResult compare(
      Experiment base, Experiment changed, Map<String, Object> change, int pairs, double threshold)
      throws Exception {
    return simulating(
        base.name(),
        runner ->
            new ComparisonRunner(runner, Version.number())
                .compare(base, changed, change, pairs, threshold));
  }

  /** Several changes of an experiment, ranked. */
  RankingResult rank(Experiment base, List<Point> variants, int pairs, double threshold)
      throws Exception {
    return simulating(
        base.name(),
        runner ->
            new ComparisonRunner(runner, Version.number()).rank(base, variants, pairs, threshold));
  }

  /** How much load meets the SLO of {@code base}, which is at the load {@code asked} about. */
  LoadPlanner.Plan plan(Experiment base, PlannedService service, double asked) throws Exception {
    return simulating(
        base.name(),
        runner -> new LoadPlanner(service, runner, Version.number()).plan(base, asked));
  }

  /**
   * The cheapest setting of {@code axes} that meets the SLO of {@code loaded}.
   *
   * @param all whether every setting is simulated in the end
   */
  SettingPlanner.Plan choose(
      LoadedExperiment loaded, PlannedService service, List<SweptKey> axes, boolean all)
      throws Exception {
    return simulating(
        loaded.base().name(),
        runner ->
            new SettingPlanner(service, runner, Version.number())
                .plan(loaded.base(), loaded.load(), axes, loaded.prices(), all));
  }

  /** What the P99 of {@code base} hangs on. */
  SensitivityAnalysis.Analysis analyse(
      Experiment base, PlannedService service, List<FileNumber> numbers, List<StepTime> steps)
      throws Exception {
    return simulating(
        base.name(),
        runner ->
            new SensitivityAnalysis(service, runner, Version.number())
                .analyse(base, numbers, steps));
  }

  /** What an explanation says, and the point that it is about. */
  record Explained(Explanation explanation, PointResult point) {}

  /**
   * Why {@code base} is as slow as it is.
   *
   * @param measured its figures; null if they are to be simulated
   */
  Explained explain(
      Experiment base,
      @Nullable PointResult measured,
      PlannedService service,
      List<StepTime> times,
      int pairs)
      throws Exception {
    return simulating(
        base.name(),
        runner -> {
          Explainer explainer = new Explainer(service, runner, Version.number());
          PointResult point = measured == null ? explainer.run(base, pairs) : measured;
          double threshold = ComparisonRunner.DEFAULT_THRESHOLD;
          return new Explained(explainer.explain(base, point, times, pairs, threshold), point);
        });
  }

  /** What {@code verifier} measures and predicts; {@code begins} is told of every repeat. */
  Verified verify(String name, Verifier verifier, int repeats, double tolerance, IntConsumer begins)
      throws Exception {
    return simulating(
        name,
        runner -> {
          try (WorkingDirectory directory = new WorkingDirectory("headroom-verify")) {
            return verifier.verify(
                directory.path(), repeats, tolerance, runner, Version.number(), begins);
          }
        });
  }

  private static Result result(LoadedExperiment loaded, List<PointResult> points) {
    return new Result(
        ResultFile.SCHEMA,
        loaded.base().name(),
        Version.number(),
        loaded.base().scenario().seed(),
        points);
  }

  /** True if a point has missed its SLO, or its process has crashed. */
  static boolean missesSlo(Result result) {
    return result.points().stream().anyMatch(Experiments::missesSlo);
  }

  /** Whether {@code point} misses its SLO; a process that crashed misses any. */
  static boolean missesSlo(PointResult point) {
    PointResult.SloVerdict verdict = point.slo();
    return point.crash() != null || (verdict != null && !verdict.met());
  }
}
