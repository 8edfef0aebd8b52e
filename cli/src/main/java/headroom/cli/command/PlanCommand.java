package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.notes.JobSize;
import headroom.experiments.plan.LoadPlanner.Plan;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.result.Origin;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.PlanSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headroom plan}. */
@Command(
    name = "plan",
    description =
        "How much load meets the SLO, how near that is to saturation, and what breaks beyond it.",
    footer = {
      "",
      "Example: headroom plan checkout.yaml",
      "         headroom plan checkout.yaml --load 150% --set slo.p99=80ms",
      "Status 3 says that the SLO is missed at the load asked about."
    })
final class PlanCommand extends VerbCommand {
  /** About as many times the experiment of the file is simulated. */
  private static final double TRIALS = 20;

  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  PlanCommand() {}

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
    Integer elsewhere = doneElsewhere(TRIALS * JobSize.requests(List.of(base)));
    if (elsewhere != null) {
      return elsewhere;
    }
    loaded.notes().forEach(err()::println);
    if (!loaded.axes().isEmpty()) {
      err().println("headroom: plan leaves out the file's sweep; see headroom sweep");
    }
    PlannedService service = set -> ExperimentReader.readBase(source, with(fixed, set));
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(base.name(), "-plan"))) {
      long startNs = System.nanoTime();
      Plan plan = new Experiments(output).plan(base, service, loaded.load());
      Timing timing =
          Timing.of(plan.points(), ResultWriter.secondsSince(startNs), output.threads());
      writer.text("plan.json", ResultFile.toJson(plan.answer()));
      writer.plan(plan.points(), plan.answer(), loaded.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("plan", base.name(), Sources.shown(file)));
      print(plan, writer, timing);
      return (plan.answer().met() ? ExitStatus.DONE : ExitStatus.SLO_MISSED).code();
    }
  }

  private static List<Setting> with(List<Setting> fixed, Map<String, Object> set) {
    List<Setting> all = new ArrayList<>(fixed);
    set.forEach((key, value) -> all.add(new Setting(key, String.valueOf(value))));
    return all;
  }

  private void print(Plan plan, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(plan.answer()));
    }
    if (output.summary()) {
      out().print(PlanSummary.text(plan.answer(), plan.points(), format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
