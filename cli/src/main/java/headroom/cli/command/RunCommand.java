package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.RunSummary;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headroom run}. */
@Command(
    name = "run",
    description = "Simulate experiments: a summary, and a directory of results each.",
    footer = {"", "Example: headroom run checkout.yaml --set server.workers=16"})
final class RunCommand extends VerbCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Experiment files; - is standard input.")
  private List<String> files;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    if (files.size() > 1 && output.namesDirectory()) {
      throw new BadInputException(
          "--out names one directory, but there are " + files.size() + " files");
    }
    List<LoadedExperiment> experiments = new ArrayList<>();
    for (String file : files) {
      experiments.add(Sources.read(file, settings.settings(), List.of()));
    }
    boolean missed = false;
    for (LoadedExperiment experiment : experiments) {
      missed |= Experiments.missesSlo(run(experiment));
    }
    return (missed ? ExitStatus.SLO_MISSED : ExitStatus.DONE).code();
  }

  private Result run(LoadedExperiment loaded) throws Exception {
    loaded.notes().forEach(err()::println);
    if (loaded.points().size() > 1) {
      err().println("headroom: run leaves out the file's sweep; see headroom sweep");
    }
    try (ResultWriter writer = new ResultWriter(output, output.directory(loaded.base().name()))) {
      long startNs = System.nanoTime();
      Result result = new Experiments(output).run(loaded);
      Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), output.threads());
      writer.result(result, loaded.resolvedYaml(), commandLine());
      writer.publish(timing);
      if (output.json()) {
        out().print(ResultFile.toJson(result));
      }
      if (output.summary()) {
        new RunSummary(out(), output.ansi()).print(result);
        writer.printPlace(out(), timing);
      }
      out().flush();
      return result;
    }
  }
}
