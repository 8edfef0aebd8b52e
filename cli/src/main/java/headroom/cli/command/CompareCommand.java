package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.compare.ComparisonRunner;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Problem;
import headroom.experiments.file.Setting;
import headroom.experiments.notes.JobSize;
import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.Origin;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.table.ComparisonSummary;
import headroom.reports.table.RankingSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
      "         headroom compare checkout.yaml --set server.workers=4,8,16",
      "         headroom compare checkout.yaml --variant server.workers=8,runtime.gogc=200",
      "Several changes are ranked. Status 3 says that the changed side, or each of several, misses",
      "the SLO."
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

  @Option(
      names = "--variant",
      paramLabel = "KEY=VALUE,…",
      description =
          "One more change, of one key or several, to be ranked with what --set changes; "
              + "repeatable.")
  private List<String> variants = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CompareCommand() {}

  @Override
  public Integer call() throws Exception {
    List<List<Setting>> changes = changes();
    if (files.size() == 1 && changes.isEmpty()) {
      throw new BadInputException(
          "nothing to compare with: name a second file, or a change such as --set server.workers=8");
    }
    LoadedExperiment base = Sources.read(files.get(0), baseSettings(), List.of());
    List<LoadedExperiment> changed = new ArrayList<>();
    for (List<Setting> change : changes) {
      List<Setting> changedSettings = new ArrayList<>(settings.byOption());
      changedSettings.addAll(change);
      changed.add(Sources.read(files.get(files.size() - 1), changedSettings, List.of()));
    }
    List<Experiment> all = new ArrayList<>(List.of(base.base()));
    changed.forEach(c -> all.add(c.base()));
    double requests = JobSize.requests(all);
    Integer status = doneElsewhere(requests * pairs() / base.base().run().replications());
    if (status != null) {
      return status;
    }
    notes(base, changed);
    return changed.size() == 1
        ? compare(base, changed.get(0), shown(changes.get(0)))
        : rank(base, changed, changes);
  }

  private int compare(LoadedExperiment base, LoadedExperiment changed, Map<String, Object> change)
      throws Exception {
    String name = base.base().name();
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(name, "-compared"))) {
      long startNs = System.nanoTime();
      ComparisonResult comparison =
          new Experiments(output)
              .compare(
                  base.base(),
                  changed.base(),
                  change,
                  pairs(),
                  ShareOption.parse("--threshold", threshold));
      Result sides = sides(base.base(), List.of(comparison.basePoint(), comparison.changedPoint()));
      Timing timing = Timing.of(sides, ResultWriter.secondsSince(startNs), output.threads());
      writer.text("comparison.json", ResultFile.toJson(comparison));
      writer.text("changed.yaml", changed.resolvedYaml());
      writer.result(sides, comparison, base.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("comparison", name, shownFiles()));
      print(
          ResultFile.toJson(comparison),
          () -> ComparisonSummary.text(comparison, format.format()),
          writer,
          timing);
      return (Experiments.missesSlo(comparison.changedPoint())
              ? ExitStatus.SLO_MISSED
              : ExitStatus.DONE)
          .code();
    }
  }

  private int rank(
      LoadedExperiment base, List<LoadedExperiment> changed, List<List<Setting>> changes)
      throws Exception {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < changed.size(); i++) {
      points.add(new Point(shown(changes.get(i)), changed.get(i).base()));
    }
    String name = base.base().name();
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(name, "-compared"))) {
      long startNs = System.nanoTime();
      RankingResult ranking =
          new Experiments(output)
              .rank(base.base(), points, pairs(), ShareOption.parse("--threshold", threshold));
      List<PointResult> all = new ArrayList<>(List.of(ranking.basePoint()));
      ranking.variants().forEach(variant -> all.add(variant.point()));
      Result sides = sides(base.base(), all);
      Timing timing = Timing.of(sides, ResultWriter.secondsSince(startNs), output.threads());
      writer.text("ranking.json", ResultFile.toJson(ranking));
      writer.result(sides, ranking, base.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("comparison", name, shownFiles()));
      print(
          ResultFile.toJson(ranking),
          () -> RankingSummary.text(ranking, format.format()),
          writer,
          timing);
      boolean missed = ranking.variants().stream().allMatch(v -> Experiments.missesSlo(v.point()));
      return (missed ? ExitStatus.SLO_MISSED : ExitStatus.DONE).code();
    }
  }

  /** What is to be said of all once, then what only one of the sides has, and which. */
  private void notes(LoadedExperiment base, List<LoadedExperiment> changed) {
    List<String> before = base.notes().stream().map(Problem::toString).toList();
    List<List<String>> after =
        changed.stream().map(c -> c.notes().stream().map(Problem::toString).toList()).toList();
    Predicate<String> everywhere =
        note -> before.contains(note) && after.stream().allMatch(n -> n.contains(note));
    before.stream().filter(everywhere).forEach(err()::println);
    before.stream().filter(everywhere.negate()).forEach(n -> err().println(n + " (before)"));
    boolean one = after.size() == 1;
    for (int i = 0; i < after.size(); i++) {
      String which = one ? " (after)" : " (variant " + (i + 1) + ")";
      after.get(i).stream()
          .filter(everywhere.negate())
          .filter(note -> !one || !before.contains(note))
          .forEach(note -> err().println(note + which));
    }
  }

  private String shownFiles() {
    return String.join(" and ", files.stream().map(Sources::shown).toList());
  }

  /** With two files, {@code --set} holds for both; with one, it is the change. */
  private List<Setting> baseSettings() {
    List<Setting> base = new ArrayList<>(settings.byOption());
    if (files.size() == 2) {
      base.addAll(settings.assigned());
    }
    return base;
  }

  /** What each changed side sets: once, but for lists of values and {@code --variant}. */
  private List<List<Setting>> changes() {
    if (files.size() == 2) {
      if (!variants.isEmpty()) {
        throw new BadInputException("--variant: expected one file, whose variants are ranked");
      }
      return List.of(settings.assigned());
    }
    List<List<Setting>> changes = new ArrayList<>();
    if (!settings.assigned().isEmpty()) {
      changes.addAll(settings.combinations());
    }
    for (String variant : variants) {
      try {
        changes.add(Setting.parseAll(variant));
      } catch (IllegalArgumentException e) {
        throw new BadInputException("--variant: " + e.getMessage());
      }
    }
    return changes;
  }

  private Map<String, Object> shown(List<Setting> change) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (files.size() == 1) {
      change.forEach(setting -> shown.put(setting.key(), setting.value()));
    }
    return shown;
  }

  private int pairs() {
    Integer asked = settings.replications();
    return asked == null ? ComparisonRunner.DEFAULT_PAIRS : asked;
  }

  /** All sides as the points of one result, for the table and the charts. */
  private static Result sides(Experiment base, List<PointResult> points) {
    return new Result(
        ResultFile.SCHEMA, base.name(), Version.number(), base.scenario().seed(), points);
  }

  private void print(String json, Supplier<String> text, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(json);
    }
    if (output.summary()) {
      out().print(text.get());
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
