package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.Experiment;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.FileNumbers;
import headroom.experiments.file.FileNumbers.StepTime;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.notes.JobSize;
import headroom.experiments.plan.PlannedService;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.Origin;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.ExplanationSummary;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headroom explain}. */
@Command(
    name = "explain",
    description =
        "Why it is slow: where the median and the P99 go, what is wrong, and what changes would do.",
    footer = {
      "",
      "Example: headroom explain checkout.yaml",
      "         headroom explain headroom-out/checkout",
      "Up to four changes that the findings suggest are simulated against the file as it is, on the",
      "same requests. Status 3 says that the SLO is missed as it is."
    })
final class ExplainCommand extends VerbCommand {
  /** About as many times the experiment is simulated: as it is, twice, and up to four changes. */
  private static final double TRIALS = 6;

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "Experiment file, - is standard input; or a result directory of run.")
  private String file;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ExplainCommand() {}

  /** What is explained: a file, or the figures that a directory holds. */
  private record Subject(
      ExperimentSource source, List<Setting> fixed, @Nullable PointResult measured) {}

  @Override
  public Integer call() throws Exception {
    Subject subject = subject();
    LoadedExperiment loaded = ExperimentReader.read(subject.source(), subject.fixed());
    Experiment base = loaded.base();
    int pairs = pairs();
    double requests = JobSize.requests(List.of(base)) / base.run().replications();
    Integer elsewhere = doneElsewhere(TRIALS * requests * pairs);
    if (elsewhere != null) {
      return elsewhere;
    }
    sayNotes(loaded);
    List<StepTime> times = FileNumbers.steps(subject.source(), subject.fixed());
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(base.name(), "-explained"))) {
      long startNs = System.nanoTime();
      Experiments.Explained found =
          new Experiments(output).explain(base, subject.measured(), service(subject), times, pairs);
      Result result =
          new Result(
              ResultFile.SCHEMA,
              base.name(),
              Version.number(),
              base.scenario().seed(),
              List.of(found.point()));
      Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), output.threads());
      writer.text("explanation.json", ResultFile.toJson(found.explanation()));
      writer.result(result, found.explanation(), loaded.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("explanation", base.name(), Sources.shown(file)));
      print(found.explanation(), writer, timing);
      return (Experiments.missesSlo(found.point()) ? ExitStatus.SLO_MISSED : ExitStatus.DONE)
          .code();
    }
  }

  private static PlannedService service(Subject subject) {
    return set -> {
      List<Setting> all = new ArrayList<>(subject.fixed());
      set.forEach((key, value) -> all.add(new Setting(key, String.valueOf(value))));
      return ExperimentReader.readBase(subject.source(), all);
    };
  }

  private Subject subject() throws InvalidExperimentException, IOException {
    if (file.equals("-") || !Files.isDirectory(Verbs.path(file))) {
      return new Subject(Sources.source(file), settings.settings(), null);
    }
    Path directory = Verbs.path(file);
    if (settings.changesAnything()) {
      throw new BadInputException(
          "a result directory is explained as it is; for other settings name "
              + directory.resolve("experiment.yaml"));
    }
    Result result = result(directory);
    if (result.points().size() != 1) {
      throw new BadInputException(
          directory
              + " holds "
              + result.points().size()
              + " settings; name the file, with --set for the one to explain");
    }
    Path yaml = directory.resolve("experiment.yaml");
    if (!Files.exists(yaml)) {
      throw new BadInputException(directory + " holds no experiment.yaml to try changes with");
    }
    return new Subject(ExperimentSource.of(yaml), List.of(), result.points().get(0));
  }

  private static Result result(Path directory) throws IOException {
    Path json = directory.resolve("result.json");
    if (!Files.exists(json)) {
      throw new BadInputException(directory + " is no result directory: it holds no result.json");
    }
    try {
      return ResultFile.read(json);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(json + ": " + e.getMessage());
    }
  }

  private int pairs() {
    Integer asked = settings.replications();
    return asked == null ? ComparisonRunner.DEFAULT_PAIRS : asked;
  }

  private void print(Explanation explanation, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(explanation));
    }
    if (output.summary()) {
      out().print(ExplanationSummary.text(explanation, format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
