package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.experiments.sweep.SweepJournal;
import headroom.reports.table.PointSummary;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom sweep}. */
@Command(
    name = "sweep",
    description = "Simulate the grid of the file's sweep and of --set lists.",
    footer = {
      "",
      "Example: headroom sweep checkout.yaml --set server.workers=1,2,4,8",
      "Status 3 says that some point misses the SLO."
    })
final class SweepCommand extends VerbCommand {
  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @Option(
      names = "--resume",
      description = "Go on where an interrupted sweep into the same --out stopped.")
  private boolean resume;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  SweepCommand() {}

  @Override
  public Integer call() throws Exception {
    LoadedExperiment loaded = Sources.read(file, settings.fixed(), settings.axes());
    loaded.notes().forEach(err()::println);
    if (loaded.axes().isEmpty()) {
      throw new BadInputException(
          "nothing to sweep: the file has no sweep:, and no --set has a list such as server.workers=1,2,4");
    }
    Path target = output.directory(loaded.base().name());
    try (ResultWriter writer = new ResultWriter(output, target)) {
      SweepJournal journal = journal(target);
      long startNs = System.nanoTime();
      Result result = new Experiments(output).sweep(loaded, journal);
      Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), output.threads());
      writer.result(result, loaded.resolvedYaml(), commandLine());
      writer.publish(timing);
      journal.delete();
      print(result, writer, timing);
      return (Experiments.missesSlo(result) ? ExitStatus.SLO_MISSED : ExitStatus.DONE).code();
    }
  }

  private SweepJournal journal(Path target) throws IOException {
    Path directory = OutputDirectory.journalOf(target);
    return resume
        ? SweepJournal.resume(directory, Version.number())
        : SweepJournal.fresh(directory, Version.number());
  }

  private void print(Result result, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(result));
    }
    if (output.summary()) {
      out().print(PointSummary.text(result, format.format()));
      if (format.forPeople()) {
        if (result.points().stream().anyMatch(point -> !point.stability().stationary())) {
          out().println("! not steady: the figures depend on how long the run is");
        }
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
