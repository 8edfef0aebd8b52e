package headroom.reports.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Objective;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.Result;
import headroom.reports.chart.Chart;
import headroom.reports.chart.ChartFiles;
import headroom.reports.table.CollectorTable;
import headroom.reports.table.MetricTable;
import headroom.reports.table.PointSummary;
import headroom.reports.table.TextTable;
import headroom.reports.table.TheoryTable;
import headroom.reports.table.TimeTables;
import headroom.reports.words.Headlines;
import headroom.reports.words.ParameterName;
import headroom.reports.words.ProfileName;
import headroom.reports.words.Settling;
import headroom.reports.words.SweepAxis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the report page; every text is escaped by the template, except the charts' SVG.
 *
 * @param diagnosis what is wrong; null if the writer did not say
 * @param measured what a real program did beside what was predicted; null if none was measured
 */
public record ReportPage(
    String title,
    Summary summary,
    @Nullable Diagnosis diagnosis,
    @Nullable TextTable measured,
    List<Figure> figures,
    Tables tables,
    Background background) {

  /** Settings whose misses are listed above the charts; all of them stand in the table. */
  private static final int MOST_MISSES = 20;

  /** Whether a limit is met, and in words how well. */
  public record Finding(boolean met, String text) {}

  /**
   * What is read first.
   *
   * @param asked what was run, in a sentence
   * @param verdict about the SLO, in a sentence; null if there is no SLO
   * @param met whether the SLO is met somewhere; only with a verdict
   * @param objectives every limit of the SLO beside its figure; of a sweep only what is missed, by
   *     setting
   */
  public record Summary(
      String asked,
      List<String> headlines,
      boolean unstable,
      @Nullable String verdict,
      boolean met,
      List<Finding> objectives) {}

  /** The figures; those that a result does not have are without rows. */
  public record Tables(
      TextTable points,
      TextTable classes,
      TextTable theory,
      TimeSpent time,
      TextTable collector,
      TextTable metrics) {}

  /** Where the time goes. */
  public record TimeSpent(TextTable steps, TextTable resources) {
    /** Whether there is anything to say. */
    public boolean isEmpty() {
      return steps.rows().isEmpty() && resources.rows().isEmpty();
    }
  }

  /**
   * How the figures came about.
   *
   * @param effective derived values and why they are what they are
   * @param command that repeats the run; null if it is not known
   * @param yaml the experiment with every default written out
   */
  public record Background(
      Map<String, String> effective,
      Map<String, String> facts,
      @Nullable String command,
      String yaml) {}

  /** A chart in the page. */
  public record Figure(String name, String title, String caption, String svg) {
    /** Draws the chart. */
    public static Figure of(Chart chart) {
      return new Figure(chart.name(), chart.title(), chart.caption(), ChartFiles.svg(chart));
    }
  }

  /** Compiled templates are found on the class path. */
  static final class Templates {
    static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);
  }

  /** The page of a result. */
  public static ReportPage of(
      Result result, List<Figure> figures, String yaml, @Nullable String command) {
    return new ReportPage(
        result.experiment(),
        summary(result),
        Diagnosis.of(result, null),
        null,
        figures,
        new Tables(
            PointSummary.of(result),
            PointSummary.classes(result),
            TheoryTable.of(result),
            new TimeSpent(TimeTables.steps(result), TimeTables.resources(result)),
            CollectorTable.of(result),
            MetricTable.of(result)),
        background(result, yaml, command));
  }

  static Background background(Result result, String yaml, @Nullable String command) {
    return new Background(
        effective(result),
        facts(result),
        command == null || command.isBlank() ? null : command,
        yaml);
  }

  private static Summary summary(Result result) {
    return new Summary(
        asked(result),
        Headlines.of(result),
        result.points().stream().anyMatch(p -> !p.stability().stationary()),
        Headlines.verdict(result),
        result.points().stream().anyMatch(p -> p.slo() != null && p.slo().met()),
        objectives(result));
  }

  /** The HTML text. */
  public String html() {
    StringOutput output = new StringOutput();
    Templates.ENGINE.render("report.jte", this, output);
    return output.toString();
  }

  private static String asked(Result result) {
    List<SweepAxis> axes = SweepAxis.of(result);
    if (axes.isEmpty()) {
      return "A single run at one setting.";
    }
    if (result.points().get(0).parameters().isEmpty()) { // its comparison.json is lost
      Map<String, Object> change = result.points().get(1).parameters();
      return "A comparison of the base with " + ParameterName.setting(change) + ".";
    }
    List<String> parts = new ArrayList<>();
    for (SweepAxis axis : axes) {
      List<String> labels = axis.labels();
      String values =
          labels.size() <= 8
              ? String.join(", ", labels)
              : labels.get(0) + " to " + labels.get(labels.size() - 1);
      parts.add(axis.name() + " (" + values + ")");
    }
    return "A sweep of "
        + result.points().size()
        + " settings over "
        + String.join(" and ", parts)
        + ".";
  }

  private static List<Finding> objectives(Result result) {
    if (result.points().size() == 1) {
      return findings(result.points().get(0), "");
    }
    List<Finding> misses = new ArrayList<>();
    int settings = 0;
    for (PointResult point : result.points()) {
      List<Finding> here =
          findings(point, ParameterName.setting(point.parameters()) + ": ").stream()
              .filter(finding -> !finding.met)
              .toList();
      settings += here.isEmpty() ? 0 : 1;
      misses.addAll(settings <= MOST_MISSES ? here : List.of());
    }
    if (settings > MOST_MISSES) {
      int more = settings - MOST_MISSES;
      misses.add(new Finding(false, more + " more settings; why stands in the table of figures"));
    }
    return misses;
  }

  private static List<Finding> findings(PointResult point, String where) {
    SloVerdict verdict = point.slo();
    if (verdict == null) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    List<Objective> objectives = verdict.objectives();
    if (objectives == null) {
      verdict.misses().forEach(miss -> findings.add(new Finding(false, where + miss)));
      return findings;
    }
    if (point.crash() != null) {
      findings.add(new Finding(false, where + point.crash().fatalError()));
    }
    if (Settling.isUnsettledMiss(point)) {
      findings.add(new Finding(false, where + "the run does not settle: " + Settling.LATER));
    }
    objectives.forEach(o -> findings.add(new Finding(o.met(), where + o.text())));
    return findings;
  }

  private static Map<String, String> effective(Result result) {
    Map<String, Set<String>> byValue = new LinkedHashMap<>();
    for (PointResult point : result.points()) {
      String value =
          point.effective().gomaxprocs() + " (" + point.effective().gomaxprocsReason() + ")";
      byValue
          .computeIfAbsent(value, key -> new LinkedHashSet<>())
          .add(ParameterName.setting(point.parameters()));
    }
    Map<String, String> effective = new LinkedHashMap<>();
    List<String> said = new ArrayList<>();
    byValue.forEach(
        (value, settings) -> {
          boolean everywhere = byValue.size() == 1;
          said.add(everywhere ? value : value + " at " + String.join("; ", settings));
        });
    effective.put("GOMAXPROCS", String.join(". ", said));
    Set<String> profiles = new LinkedHashSet<>();
    for (PointResult point : result.points()) {
      String profile = point.effective().profile();
      if (profile != null) {
        profiles.add(ProfileName.explained(profile));
      }
    }
    if (!profiles.isEmpty()) {
      effective.put("cost profile", String.join("; ", profiles));
    }
    return effective;
  }

  private static Map<String, String> facts(Result result) {
    Map<String, String> facts = new LinkedHashMap<>();
    Set<String> replications = new LinkedHashSet<>();
    Set<String> durations = new LinkedHashSet<>();
    long events = 0;
    for (PointResult point : result.points()) {
      replications.add(String.valueOf(point.replications()));
      durations.add(FigureText.time(point.durationS() * 1e3));
      events += point.events();
    }
    facts.put(
        "simulated time",
        String.join(", ", durations) + " measured in each replication, after the warm-up");
    facts.put("warm-up", warmUps(result));
    facts.put("replications", String.join(", ", replications));
    facts.put("seed", String.valueOf(result.seed()));
    facts.put("events", FigureText.count(events));
    facts.put("produced by", result.engine());
    return facts;
  }

  private static String warmUps(Result result) {
    double least = result.points().stream().mapToDouble(PointResult::warmupS).min().orElse(0);
    double most = result.points().stream().mapToDouble(PointResult::warmupS).max().orElse(0);
    String from = FigureText.time(least * 1e3);
    return least == most ? from : from + " to " + FigureText.time(most * 1e3);
  }
}
