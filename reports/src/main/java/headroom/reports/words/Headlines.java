package headroom.reports.words;

import headroom.experiments.result.Crash;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a result says, in sentences; the most important first. */
public final class Headlines {
  private static final double MS_PER_S = 1e3;

  private final Result result;
  private final List<SweepAxis> axes;
  private final List<String> sentences = new ArrayList<>();

  private Headlines(Result result) {
    this.result = result;
    this.axes = SweepAxis.of(result);
  }

  /** The sentences; at least one. */
  public static List<String> of(Result result) {
    Headlines headlines = new Headlines(result);
    if (result.points().isEmpty()) {
      return List.of("The result has no points.");
    }
    headlines.write();
    return List.copyOf(headlines.sentences);
  }

  /** Whether the figures meet the SLO, in a sentence; null if there is none. */
  public static @Nullable String verdict(Result result) {
    long judged = result.points().stream().filter(p -> p.slo() != null).count();
    if (judged == 0) {
      return null;
    }
    long met = result.points().stream().filter(Headlines::meetsSlo).count();
    if (judged == 1) {
      return met == 1 ? "The SLO is met." : "The SLO is missed.";
    }
    return met == judged
        ? "The SLO is met at all " + judged + " settings."
        : met == 0
            ? "The SLO is missed at all " + judged + " settings."
            : "The SLO is met at " + met + " of " + judged + " settings.";
  }

  static boolean meetsSlo(PointResult point) {
    SloVerdict slo = point.slo();
    return slo != null && slo.met();
  }

  private void write() {
    SweepHeadlines sweep = new SweepHeadlines(result);
    crashes();
    warnOfInstability();
    warnOfWideIntervals();
    if (result.points().size() == 1) {
      figures(result.points().get(0));
      theory(result.points().get(0));
    } else {
      sentences.addAll(sweep.sentences());
    }
    PointResult shown = result.points().size() == 1 ? result.points().get(0) : sweep.best();
    if (shown != null) {
      whereTheTimeGoes(shown);
    }
    saturation();
    losses();
    lastTenths();
    if (result.points().size() == 1) {
      unanswered(result.points().get(0));
    }
  }

  /** What ended the process, in Go's words. */
  private void crashes() {
    List<PointResult> crashed = result.points().stream().filter(p -> p.crash() != null).toList();
    if (crashed.isEmpty()) {
      return;
    }
    Crash crash = Objects.requireNonNull(crashed.get(0).crash());
    sentences.add(
        "The process"
            + (axes.isEmpty() ? "" : " at " + settings(crashed))
            + " ended after "
            + FigureText.time(crash.atS() * MS_PER_S)
            + ": "
            + crash.fatalError()
            + (crashed.size() == 1 ? "." : ", at the first of them."));
  }

  private void warnOfInstability() {
    List<PointResult> unstable =
        result.points().stream()
            .filter(p -> !p.stability().stationary() && p.crash() == null)
            .toList();
    if (unstable.isEmpty()) {
      return;
    }
    String reason = unstable.get(0).stability().reason();
    String where = axes.isEmpty() ? "The run" : "The run at " + settings(unstable);
    sentences.add(
        where
            + " did not settle"
            + (reason == null ? "" : ": " + reason)
            + ". Its percentiles depend on how long it ran; do not read them as steady figures.");
  }

  private void warnOfWideIntervals() {
    List<PointResult> wide =
        result.points().stream().filter(p -> p.stability().wideInterval() != null).toList();
    if (!wide.isEmpty()) {
      String which =
          axes.isEmpty()
              ? "The run is too short for its figures: "
              : wide.size() == 1
                  ? "The run at " + settings(wide) + " is too short for its figures: "
                  : "The runs at "
                      + settings(wide)
                      + " are too short for their figures, as the first of them: ";
      sentences.add(which + wide.get(0).stability().wideInterval() + ".");
    }
  }

  private void figures(PointResult point) {
    if (point.completed() == 0) {
      sentences.add(
          "No request completed, so there is no latency to report"
              + (point.offered() == 0
                  ? "."
                  : ": " + Delivery.throughput(point) + "; " + Delivery.ends(point) + "."));
      return;
    }
    boolean steady = point.stability().stationary();
    sentences.add(
        String.format(
            Locale.ROOT,
            "%s %s within %s, 99%% within %s%s; %s.",
            steady ? "Half of all requests" : "Of the requests of this window half",
            steady ? "are answered" : "were answered",
            FigureText.time(point.latencyMs().p50()),
            FigureText.time(point.latencyMs().p99()),
            steady ? interval(point) : "",
            Delivery.isShort(point)
                ? "throughput is " + Delivery.throughput(point)
                : FigureText.rate(point.throughputPerS()) + " complete"));
  }

  private void theory(PointResult point) {
    String model = TheoryWords.model(point);
    if (model != null) {
      sentences.add("Theory: " + model + ".");
    }
    for (String finding : TheoryWords.findings(point)) {
      sentences.add(finding.substring(0, 1).toUpperCase(Locale.ROOT) + finding.substring(1) + ".");
    }
  }

  /** Runs that ended unlike the whole. */
  private void lastTenths() {
    List<PointResult> falling =
        result.points().stream().filter(p -> Delivery.lastTenth(p) != null).toList();
    if (!falling.isEmpty()) {
      String where = axes.isEmpty() ? "" : " at " + settings(falling);
      sentences.add(
          "The end differs from the whole"
              + where
              + ": "
              + Delivery.lastTenth(falling.get(0))
              + (falling.size() == 1 ? "." : ", at the first of them."));
    }
  }

  /** Where those are that did not complete. */
  private void unanswered(PointResult point) {
    Map<String, Double> failed = point.breakdownFailedMs();
    if (failed != null) {
      sentences.add("A request that fails has spent " + TimeComponents.shares(failed) + ".");
    }
    Map<String, Double> inside = point.breakdownUnfinishedMs();
    if (inside != null && Delivery.unfinishedMatter(point)) {
      String many = point.unfinished() == null ? "" : FigureText.count(point.unfinished()) + " ";
      sentences.add(
          "Of the time of the "
              + many
              + "requests that are still inside at the end, "
              + TimeComponents.shares(inside)
              + ".");
    }
  }

  /** The interval of P99, in brackets; empty if it is not known. */
  static String interval(PointResult point) {
    Map<String, Interval> intervals = point.latencyMs().ci95();
    Interval p99 = intervals == null ? null : intervals.get("p99");
    return p99 == null || !Double.isFinite(p99.low())
        ? ""
        : " (95% interval "
            + FigureText.time(p99.low())
            + " to "
            + FigureText.time(p99.high())
            + ")";
  }

  private void whereTheTimeGoes(PointResult point) {
    String average = TimeComponents.shares(point.breakdownMs());
    String slowest = TimeComponents.shares(point.breakdownP99Ms());
    String at = axes.isEmpty() ? "" : "At " + ParameterName.setting(point.parameters()) + ", an";
    if (!average.isEmpty()) {
      sentences.add((at.isEmpty() ? "An" : at) + " average request spends " + average + ".");
    }
    if (!slowest.isEmpty()) {
      sentences.add("The slowest 1% spend " + slowest + ".");
    }
    String throttled = Throttled.sentence(point);
    if (throttled != null) {
      sentences.add(throttled);
    }
    sentences.addAll(Culprits.of(point));
    sentences.addAll(CollectorWords.of(point));
  }

  private void saturation() {
    List<PointResult> saturated =
        result.points().stream()
            .filter(p -> p.cpu().utilization() >= ProcessFigures.Cpu.SATURATED)
            .toList();
    if (!saturated.isEmpty()) {
      PointResult point = saturated.get(0);
      String where = axes.isEmpty() ? "" : " at " + settings(saturated);
      sentences.add(
          "The CPU is saturated"
              + where
              + ": "
              + FigureText.number(point.cpu().coresUsed())
              + " cores busy, "
              + FigureText.percent(point.cpu().utilization())
              + " of what it may use.");
    }
  }

  private void losses() {
    List<PointResult> losing = result.points().stream().filter(p -> Delivery.lost(p) > 0).toList();
    if (!losing.isEmpty()) {
      PointResult worst = losing.get(0);
      for (PointResult point : losing) {
        worst = lostShare(point) > lostShare(worst) ? point : worst;
      }
      String where = axes.isEmpty() ? "" : " at " + ParameterName.setting(worst.parameters());
      String most = losing.size() > 1 ? "Up to " : "";
      sentences.add(
          most
              + FigureText.percent(lostShare(worst))
              + " of the requests are lost"
              + where
              + ": "
              + Delivery.reasons(worst)
              + ".");
    }
  }

  private static double lostShare(PointResult point) {
    return point.offered() == 0 ? 0 : Delivery.lost(point) / (double) point.offered();
  }

  /** Settings in words; of many only the first and how many more. */
  private static String settings(List<PointResult> points) {
    List<String> names =
        points.stream().limit(3).map(p -> ParameterName.setting(p.parameters())).toList();
    String more = points.size() > 3 ? " and " + (points.size() - 3) + " more" : "";
    return String.join("; ", names) + more;
  }
}
