package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.KeyRange;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.file.SweptKey;
import headroom.experiments.notes.JobSize;
import headroom.experiments.plan.LoadPlanner;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.plan.SettingPlanner;
import headroom.experiments.result.Origin;
import headroom.experiments.result.Planned;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.PlanSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom plan}. */
@Command(
    name = "plan",
    description =
        "How much load meets the SLO and what breaks beyond it; with --vary, the cheapest setting.",
    footer = {
      "",
      "Example: headroom plan checkout.yaml",
      "         headroom plan checkout.yaml --vary machine.cores=1..8 --vary server.workers=4..64",
      "Status 3 says that the SLO is missed at the load asked about, by all settings if there is --vary."
    })
final class PlanCommand extends VerbCommand {
  /** About as many times the experiment of the file is simulated. */
  private static final double TRIALS = 20;

  /** More settings would take hours only to be read. */
  private static final long MOST_SETTINGS = 10_000;

  /** A larger grid would take hours to simulate whole. */
  private static final long MOST_MAPPED = 400;

  private static final String REPLICAS = "replicas";

  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @Option(
      names = "--vary",
      paramLabel = "KEY=RANGE",
      description =
          "What may be chosen: server.workers=1..64, runtime.gogc=50,100,off or replicas=1..8; repeatable.")
  private List<String> vary = new ArrayList<>();

  @Option(
      names = "--map",
      description =
          "Simulate every setting of --vary, so that the map of what is feasible has no gaps.")
  private boolean map;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  PlanCommand() {}

  /** An answer with the points that were simulated for it. */
  private record Found(Planned planned, Result points) {}

  @Override
  public Integer call() throws Exception {
    ExperimentSource source = Sources.source(file);
    List<Setting> fixed = settings.settings();
    LoadedExperiment loaded = ExperimentReader.read(source, fixed);
    Experiment base = loaded.base();
    if (base.slo() == null) {
      throw new BadInputException(
          "nothing to plan for: the file has no slo: such as slo: {p99: 150ms}, and no --set"
              + " slo.p99=150ms adds one");
    }
    List<SweptKey> axes = axes();
    Integer elsewhere = doneElsewhere(TRIALS * JobSize.requests(List.of(base)));
    if (elsewhere != null) {
      return elsewhere;
    }
    sayNotes(loaded);
    PlannedService service =
        set -> ExperimentReader.readBase(source, with(fixed, set, loaded.load()));
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(base.name(), "-plan"))) {
      long startNs = System.nanoTime();
      Found found = answer(loaded, service, axes);
      Timing timing =
          Timing.of(found.points(), ResultWriter.secondsSince(startNs), output.threads());
      String name = axes.isEmpty() ? "plan.json" : "choice.json";
      writer.text(name, ResultFile.toJson(found.planned()));
      writer.result(found.points(), found.planned(), loaded.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("plan", base.name(), Sources.shown(file)));
      print(found, writer, timing);
      return (found.planned().met() ? ExitStatus.DONE : ExitStatus.SLO_MISSED).code();
    }
  }

  private Found answer(LoadedExperiment loaded, PlannedService service, List<SweptKey> axes)
      throws Exception {
    Experiments experiments = new Experiments(output);
    if (axes.isEmpty()) {
      LoadPlanner.Plan plan = experiments.plan(loaded.base(), service, loaded.load());
      return new Found(plan.answer(), plan.points());
    }
    SettingPlanner.Plan plan = experiments.choose(loaded, service, axes, map);
    return new Found(plan.answer(), plan.points());
  }

  private List<SweptKey> axes() {
    List<SweptKey> axes = new ArrayList<>();
    long count = 1;
    for (String each : vary) {
      try {
        axes.add(KeyRange.parse(each));
      } catch (IllegalArgumentException e) {
        throw new BadInputException("--vary: " + e.getMessage());
      }
      SweptKey axis = axes.get(axes.size() - 1);
      refuseLoad(axis);
      count *= axis.values().size();
    }
    if (map && (axes.size() < 2 || count > MOST_MAPPED)) {
      throw new BadInputException(
          "--map: "
              + (axes.size() < 2
                  ? "expected two keys to --vary"
                  : count + " settings, at most " + MOST_MAPPED + " are simulated one by one"));
    }
    if (count > MOST_SETTINGS) {
      throw new BadInputException(
          "--vary: " + count + " settings to choose from, at most " + MOST_SETTINGS);
    }
    return axes;
  }

  /** What is asked of the service is not its setting. */
  private static void refuseLoad(SweptKey axis) {
    String key = axis.key();
    if (key.equals("load") || key.startsWith("arrivals") || key.startsWith("clients")) {
      throw new BadInputException(
          "--vary: "
              + key
              + " is the load, not a setting; without --vary, plan finds the highest load");
    }
    boolean whole = axis.values().stream().allMatch(value -> value.matches("[1-9][0-9]{0,4}"));
    if (key.equals(REPLICAS) && !whole) {
      throw new BadInputException("--vary: replicas are whole numbers from 1, such as 1..8");
    }
  }

  /** Each of several replicas gets its part of the load. */
  private static List<Setting> with(List<Setting> fixed, Map<String, Object> set, double load) {
    List<Setting> all = new ArrayList<>(fixed);
    set.forEach(
        (key, value) -> {
          String text = String.valueOf(value);
          if (key.equals(REPLICAS)) {
            BigDecimal part =
                BigDecimal.valueOf(load).divide(new BigDecimal(text), MathContext.DECIMAL64);
            all.add(new Setting("load", part.toPlainString()));
          } else {
            all.add(new Setting(key, text, "--vary " + key + "=" + text));
          }
        });
    return all;
  }

  private void print(Found found, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(found.planned()));
    }
    if (output.summary()) {
      out().print(PlanSummary.text(found.planned(), found.points(), format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
