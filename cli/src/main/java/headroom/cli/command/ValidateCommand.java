package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Problem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code headroom validate}. */
@Command(
    name = "validate",
    description = "Check experiment files and report every mistake with its place.",
    footer = {"", "Exit status: 0 all are valid, 2 one is not."})
final class ValidateCommand extends VerbCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Experiment files; - is standard input.")
  private List<String> files;

  @Mixin private SettingOptions settings;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ValidateCommand() {}

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    for (String file : files) {
      try {
        LoadedExperiment loaded = Sources.read(file, settings.fixed(), settings.axes());
        loaded.notes().forEach(err()::println);
        int points = loaded.points().size();
        out().println(file + ": valid" + (points > 1 ? ", a sweep of " + points + " points" : ""));
      } catch (InvalidExperimentException e) {
        problems.addAll(e.problems());
      }
    }
    if (problems.isEmpty()) {
      return ExitStatus.DONE.code();
    }
    problems.forEach(err()::println);
    long errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
    err().println(errors + (errors == 1 ? " problem" : " problems"));
    return ExitStatus.BAD_USAGE.code();
  }
}
