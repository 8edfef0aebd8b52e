package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Problem;
import headroom.experiments.file.Setting;
import headroom.experiments.notes.JobSize;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.Origin;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.ComparisonSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom compare}. */
@Command(
    name = "compare",
    description = "What if: an experiment against a change of it, on the same random numbers.",
    footer = {
      "",
      "Example: headroom compare checkout.yaml --set runtime.gomaxprocs=8",
      "         headroom compare before.yaml after.yaml",
      "Status 3 says that the changed side misses the SLO."
    })
final class CompareCommand extends VerbCommand {
  @Parameters(
      arity = "1..2",
      paramLabel = "FILE",
      description = "The experiment and, instead of --set, the changed one.")
  private List<String> files;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @Option(
      names = "--threshold",
      paramLabel = "SHARE",
      defaultValue = "2%",
      description = "A difference smaller than this does not matter (default: ${DEFAULT-VALUE}).")
  private String threshold;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CompareCommand() {}

  @Override
  public Integer call() throws Exception {
    List<Setting> change = settings.assigned();
    if (files.size() == 1 && change.isEmpty()) {
      throw new BadInputException(
          "nothing to compare with: name a second file, or a change such as --set server.workers=8");
    }
    LoadedExperiment base = Sources.read(files.get(0), baseSettings(change), List.of());
    List<Setting> changedSettings = new ArrayList<>(settings.byOption());
    changedSettings.addAll(change);
    LoadedExperiment changed =
        Sources.read(files.get(files.size() - 1), changedSettings, List.of());
    double requests = JobSize.requests(List.of(base.base(), changed.base()));
    Integer status = doneElsewhere(requests * pairs() / base.base().run().replications());
    if (status != null) {
      return status;
    }
    notes(base, changed);
    String name = base.base().name();
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(name, "-compared"))) {
      long startNs = System.nanoTime();
      ComparisonResult comparison =
          new Experiments(output)
              .compare(base.base(), changed.base(), shown(change), pairs(), share(threshold));
      Result sides = sides(comparison);
      Timing timing = Timing.of(sides, ResultWriter.secondsSince(startNs), output.threads());
      writer.text("comparison.json", ResultFile.toJson(comparison));
      writer.text("changed.yaml", changed.resolvedYaml());
      writer.result(sides, base.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("comparison", name, shownFiles()));
      print(comparison, writer, timing);
      return (Experiments.missesSlo(comparison.changedPoint())
              ? ExitStatus.SLO_MISSED
              : ExitStatus.DONE)
          .code();
    }
  }

  /** What is to be said of both sides once, then what only one of them has. */
  private void notes(LoadedExperiment base, LoadedExperiment changed) {
    List<String> before = base.notes().stream().map(Problem::toString).toList();
    List<String> after = changed.notes().stream().map(Problem::toString).toList();
    before.stream().filter(after::contains).forEach(err()::println);
    before.stream().filter(n -> !after.contains(n)).forEach(n -> err().println(n + " (before)"));
    after.stream().filter(n -> !before.contains(n)).forEach(n -> err().println(n + " (after)"));
  }

  private String shownFiles() {
    return String.join(" and ", files.stream().map(Sources::shown).toList());
  }

  /** With two files, {@code --set} holds for both; with one, it is the change. */
  private List<Setting> baseSettings(List<Setting> assigned) {
    List<Setting> base = new ArrayList<>(settings.byOption());
    if (files.size() == 2) {
      base.addAll(assigned);
    }
    return base;
  }

  private Map<String, Object> shown(List<Setting> change) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (files.size() == 1) {
      change.forEach(setting -> shown.put(setting.key(), setting.value()));
    }
    return shown;
  }

  private static double share(String text) {
    boolean perCent = text.endsWith("%");
    try {
      double number = Double.parseDouble(perCent ? text.substring(0, text.length() - 1) : text);
      double share = perCent ? number / 100 : number;
      if (share >= 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BadInputException(
        "--threshold " + text + ": expected a share below 100% such as 2% or 0.02");
  }

  private int pairs() {
    Integer asked = settings.replications();
    return asked == null ? ComparisonRunner.DEFAULT_PAIRS : asked;
  }

  /** Both sides as the points of one result, for the table and the charts. */
  private static Result sides(ComparisonResult comparison) {
    List<PointResult> points = List.of(comparison.basePoint(), comparison.changedPoint());
    return new Result(
        ResultFile.SCHEMA, comparison.base(), comparison.engine(), comparison.seed(), points);
  }

  private void print(ComparisonResult comparison, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(comparison));
    }
    if (output.summary()) {
      out().print(ComparisonSummary.text(comparison, format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
