package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.RunSummary;
import headroom.experiments.Experiment;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.notes.JobSize;
import headroom.experiments.result.Origin;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  @Mixin private LogOptions logs;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    if (files.size() > 1 && output.namesDirectory()) {
      throw new BadInputException(
          "--out names one directory, but there are " + files.size() + " files");
    }
    logs.refuseSeveral(files.size());
    Map<String, LoadedExperiment> experiments = new LinkedHashMap<>();
    for (String file : files) {
      experiments.put(file, Sources.read(file, settings.settings(), List.of()));
    }
    refuseSamePlace(experiments);
    List<Experiment> all = experiments.values().stream().map(LoadedExperiment::base).toList();
    Integer status = doneElsewhere(JobSize.requests(all));
    if (status != null) {
      return status;
    }
    boolean missed = false;
    for (Map.Entry<String, LoadedExperiment> experiment : experiments.entrySet()) {
      missed |= Experiments.missesSlo(run(experiment.getKey(), experiment.getValue()));
    }
    return (missed ? ExitStatus.SLO_MISSED : ExitStatus.DONE).code();
  }

  /** Of two files with one name the first would lose its results to the second. */
  private void refuseSamePlace(Map<String, LoadedExperiment> experiments) {
    Map<Path, String> places = new LinkedHashMap<>();
    experiments.forEach(
        (file, loaded) -> {
          Path place = output.directory(loaded.base().name(), "");
          String other = places.put(place, file);
          if (other != null) {
            throw new BadInputException(
                other
                    + " and "
                    + file
                    + " would both write to "
                    + place
                    + "; give them different names, or run one at a time with --out");
          }
        });
  }

  private Result run(String file, LoadedExperiment loaded) throws Exception {
    loaded.notes().forEach(err()::println);
    if (loaded.points().size() > 1) {
      err().println("headroom: run leaves out the file's sweep; see headroom sweep");
    }
    String name = loaded.base().name();
    try (ResultWriter writer = new ResultWriter(this, output, output.directory(name, ""));
        ProcessLogs processLogs = logs.open()) {
      long startNs = System.nanoTime();
      Result result = new Experiments(output).run(loaded, processLogs.replicator());
      Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), output.threads());
      writer.result(result, null, loaded.resolvedYaml(), commandLine());
      processLogs.write(err());
      writer.publish(timing, new Origin("run", name, Sources.shown(file)));
      processLogs.publish();
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
