package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.FileNumbers;
import headroom.experiments.file.FileNumbers.FileNumber;
import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.notes.JobSize;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.plan.SensitivityAnalysis;
import headroom.experiments.result.Origin;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.SensitivityTables;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headroom sensitivity}. */
@Command(
    name = "sensitivity",
    description = "What the P99 hangs on: every number of the file ± 10%%, every step made faster.",
    footer = {"", "Example: headroom sensitivity checkout.yaml --load 150%%"})
final class SensitivityCommand extends VerbCommand {
  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SensitivityCommand() {}

  @Override
  public Integer call() throws Exception {
    ExperimentSource source = Sources.source(file);
    List<Setting> fixed = settings.settings();
    LoadedExperiment loaded = ExperimentReader.read(source, fixed);
    List<FileNumber> numbers = FileNumbers.of(source, fixed);
    List<StepTime> steps = FileNumbers.steps(source, fixed);
    int points = SensitivityAnalysis.points(numbers, steps);
    Integer elsewhere = doneElsewhere(points * JobSize.requests(List.of(loaded.base())));
    if (elsewhere != null) {
      return elsewhere;
    }
    sayNotes(loaded);
    PlannedService service =
        set -> {
          List<Setting> all = new ArrayList<>(fixed);
          set.forEach((key, value) -> all.add(new Setting(key, value.toString())));
          return ExperimentReader.readBase(source, all);
        };
    String name = loaded.base().name();
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(name, "-sensitivity"))) {
      long startNs = System.nanoTime();
      SensitivityAnalysis.Analysis found =
          new Experiments(output).analyse(loaded.base(), service, numbers, steps);
      Timing timing =
          Timing.of(found.points(), ResultWriter.secondsSince(startNs), output.threads());
      writer.text("sensitivity.json", ResultFile.toJson(found.answer()));
      writer.result(found.points(), found.answer(), loaded.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("sensitivity analysis", name, Sources.shown(file)));
      print(found, writer, timing);
      return ExitStatus.DONE.code();
    }
  }

  private void print(SensitivityAnalysis.Analysis found, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(found.answer()));
    }
    if (output.summary()) {
      out().print(SensitivityTables.text(found.answer(), found.points(), format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
