package headroom.measure;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.file.StepIds;
import headroom.experiments.result.MeasuredRun;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Verification;
import headroom.experiments.result.Verification.Check;
import headroom.experiments.run.PointRunner;
import headroom.model.workload.Arrivals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Measures an experiment on the real Go runtime of this machine, several times, and predicts the
 * same: the simulator replays the arrivals and the demands of the last run that counts, the time
 * for which the downstream service really held each call included.
 *
 * <p>What is approximate: clients, the downstream service and the measured program share this
 * machine, as in the profile {@code reference}, which is taken unless another is named.
 */
public final class Verifier {
  /** The program's caches, its heap and its connections are warm after it, s. */
  private static final double WARM_UP_S = 1;

  /** A run that has not ended so long after its window is given up, s. */
  private static final long GRACE_S = 60;

  private static final long NS_PER_S = 1_000_000_000;

  /** Of a replay, which is one replication otherwise: the jitter of wake-ups is chance, too. */
  private static final int REPLICATIONS = 5;

  private static final String TRACE = "trace-measured.csv";
  private static final String PLAN = "plan.json";
  private static final String REQUESTS = "requests.csv";

  private final ExperimentSource source;
  private final List<Setting> settings;
  private final Experiment base;
  private final Experiment named;
  private final ProgramPlan plan;

  private Verifier(
      ExperimentSource source,
      List<Setting> settings,
      Experiment base,
      Experiment named,
      ProgramPlan plan) {
    this.source = source;
    this.settings = settings;
    this.base = base;
    this.named = named;
    this.plan = plan;
  }

  /**
   * Reads what is to be measured.
   *
   * @param given settings of the command line
   * @param seconds length of the window, s
   * @param cores of this machine
   * @throws MeasurementException if a real program cannot do it
   */
  public static Verifier of(ExperimentSource source, List<Setting> given, double seconds, int cores)
      throws InvalidExperimentException, MeasurementException {
    List<Setting> settings = new ArrayList<>(given);
    settings.add(new Setting("run.warmup", WARM_UP_S + "s"));
    settings.add(new Setting("run.duration", seconds + "s"));
    if (!ExperimentReader.says(source, given, "profile")) {
      settings.add(new Setting("profile", "reference"));
    }
    Experiment base = ExperimentReader.readBase(source, settings);
    refuse(Obstacles.of(base, cores));
    settings.addAll(StepIds.of(source, settings));
    Experiment named =
        ExperimentReader.readBase(source, with(settings, "arrivals", "poisson(1/s)"));
    ProgramPlan plan = ProgramPlan.of(named);
    refuse(plan.obstacles());
    return new Verifier(source, settings, base, named, plan);
  }

  private static void refuse(List<String> obstacles) throws MeasurementException {
    if (!obstacles.isEmpty()) {
      throw new MeasurementException(
          "this cannot be measured by a program of an ordinary user on this machine: "
              + String.join("; ", obstacles));
    }
  }

  private static List<Setting> with(List<Setting> settings, String key, String value) {
    List<Setting> more = new ArrayList<>(settings);
    more.add(new Setting(key, value));
    return more;
  }

  /** The experiment as it is measured. */
  public Experiment experiment() {
    return base;
  }

  /**
   * What came out.
   *
   * @param point what was predicted
   * @param resolvedYaml the replay; it names the trace {@code trace.csv}
   * @param trace content of that file
   * @param requests what became of every request in the last run that counts, as CSV
   */
  public record Verified(
      Verification verification,
      PointResult point,
      String resolvedYaml,
      String trace,
      String requests) {}

  /**
   * Measures {@code repeats} times and predicts.
   *
   * @param directory for the program and its files; empty
   * @param progress is told the number of each repeat, from 1, when it begins
   */
  public Verified verify(
      Path directory,
      int repeats,
      double tolerance,
      PointRunner runner,
      String engine,
      IntConsumer progress)
      throws IOException, InterruptedException, InvalidExperimentException {
    DrawnRequests.Drawn drawn = DrawnRequests.of(named.scenario(), base.scenario().arrivals());
    write(directory, PLAN, plan.json());
    write(directory, TraceFile.NAME, TraceFile.text(drawn, named.scenario().classes()));
    GoProgram program = GoProgram.build(GoSources.PROGRAM, directory);
    long mostSeconds = base.scenario().window().endNs() / NS_PER_S + GRACE_S;
    List<MeasuredRun> runs = new ArrayList<>();
    for (int repeat = 1; repeat <= repeats; repeat++) {
      progress.accept(repeat);
      Path results = directory.resolve("run-" + repeat);
      program.run(directory, mostSeconds, arguments(directory, results));
      runs.add(ResultFile.parseMeasured(read(results, "measured.json")));
    }
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> counted = Agreement.counted(runs, cores);
    Path last = directory.resolve("run-" + (counted.get(counted.size() - 1) + 1));
    LoadedExperiment replay = replay(last.resolve(TRACE));
    PointResult point = runner.run(new Point(Map.of(), replay.base()));
    Agreement agreement = new Agreement(runs, point, tolerance, cores);
    MeasuredLatencies latencies = new MeasuredLatencies(drawn.table(), base.scenario().window());
    for (int run : counted) {
      latencies.add(read(directory.resolve("run-" + (run + 1)), REQUESTS));
    }
    List<Check> checks = agreement.checks();
    Verification verification =
        new Verification(
            ResultFile.SCHEMA,
            base.name(),
            engine,
            program.version(),
            tolerance,
            counted.size(),
            checks,
            latencies.spectrum(),
            runs,
            agreement.warnings(),
            agreement.verdict(checks));
    String path = last.resolve(TRACE).toString();
    return new Verified(
        verification,
        point,
        replay.resolvedYaml().replace(path, TraceFile.NAME),
        read(last, TRACE),
        read(last, REQUESTS));
  }

  private static List<String> arguments(Path directory, Path results) {
    return List.of(
        "run",
        "--plan",
        directory.resolve(PLAN).toString(),
        "--trace",
        directory.resolve(TraceFile.NAME).toString(),
        "--out",
        results.toString());
  }

  /** The trace has the load in it. */
  private LoadedExperiment replay(Path trace) throws InvalidExperimentException {
    boolean recorded = base.scenario().arrivals() instanceof Arrivals.Trace;
    int replications = recorded ? REPLICATIONS : base.run().replications();
    List<Setting> replayed = with(settings, "load", "100%");
    replayed.add(new Setting("run.replications", String.valueOf(replications)));
    return ExperimentReader.read(
        source, with(replayed, "arrivals", "trace(" + trace.toAbsolutePath() + ")"));
  }

  private static void write(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static String read(Path directory, String name) throws IOException {
    return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
  }
}
