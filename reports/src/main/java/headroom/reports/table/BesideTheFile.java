package headroom.reports.table;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.Theory.Bounds;
import headroom.reports.words.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The figures of a setting, each beside the one of the file, and how far they are apart. */
public final class BesideTheFile {
  /** An interval of the relative change that is wider leaves open what matters. */
  private static final double WIDE = 0.2;

  private final PointResult base;
  private final PointResult changed;

  /** Whether nothing is set. */
  private final boolean isAlone;

  private final List<MetricDifference> differences;
  private final boolean intervals;
  private final List<Row> rows = new ArrayList<>();

  private BesideTheFile(
      PointResult base,
      @Nullable PointResult changed,
      List<MetricDifference> differences,
      boolean intervals) {
    this.base = base;
    this.changed = changed == null ? base : changed;
    isAlone = changed == null;
    this.differences = differences;
    this.intervals = intervals;
  }

  /**
   * A figure.
   *
   * @param difference in words; empty if nothing is changed
   * @param effect {@code better}, {@code worse} or {@code even}
   */
  public record Row(String label, String base, String changed, String difference, String effect) {}

  /**
   * The rows; figures that neither side has are left out.
   *
   * @param changed null if nothing is set
   * @param differences those that were taken replication by replication
   * @param intervals whether the figures are final, so that their intervals say something
   */
  public static List<Row> of(
      PointResult base,
      @Nullable PointResult changed,
      List<MetricDifference> differences,
      boolean intervals) {
    BesideTheFile table = new BesideTheFile(base, changed, differences, intervals);
    table.latencies();
    table.delivery();
    table.process();
    return List.copyOf(table.rows);
  }

  private void latencies() {
    latency("P50", "p50", point -> point.latencyMs().p50());
    latency("P90", "p90", point -> point.latencyMs().p90());
    latency("P99", "p99", point -> point.latencyMs().p99());
    if (base.byClass() != null && changed.byClass() != null) {
      base.byClass().keySet().forEach(this::latencyOfClass);
    }
  }

  private void latencyOfClass(String name) {
    figure(
        "P99 of " + name,
        "by_class." + name + ".latency_ms.p99",
        point -> p99(point, name),
        FigureText::time);
  }

  private static double p99(PointResult point, String name) {
    ClassResult figures = point.byClass() == null ? null : point.byClass().get(name);
    return figures == null ? Double.NaN : figures.latencyMs().p99();
  }

  private void delivery() {
    figure("Throughput", "throughput_per_s", PointResult::throughputPerS, FigureText::rate);
    add("Ceiling, by means alone", "", BesideTheFile::ceilingPerS, BesideTheFile::ceiling);
    share("Lost requests", lostBy(), BesideTheFile::lost);
  }

  /** More complete under no load: a resource would be full. */
  private static double ceilingPerS(PointResult point) {
    Bounds bounds = bounds(point);
    return bounds == null ? Double.NaN : orNan(bounds.throughputPerS());
  }

  private static @Nullable Bounds bounds(PointResult point) {
    return point.theory() == null ? null : point.theory().bounds();
  }

  private static String ceiling(PointResult point) {
    Bounds bounds = bounds(point);
    String resource = bounds == null ? null : bounds.limitedBy();
    return FigureText.rate(ceilingPerS(point)) + (resource == null ? "" : " (" + resource + ")");
  }

  /** The figure that tells chance from change, if all losses are of one kind. */
  private String lostBy() {
    if (base.timedOut() == null && changed.timedOut() == null) {
      return "rejected";
    }
    return base.rejected() == 0 && changed.rejected() == 0 ? "timed_out" : "";
  }

  private void process() {
    figure("Cores used", "cpu.cores_used", p -> p.cpu().coresUsed(), FigureText::number);
    share("CPU utilization", "cpu.utilization", point -> point.cpu().utilization());
    share("GC share of CPU", "cpu.gc_share", point -> orNan(point.cpu().gcShare()));
    figure("Peak memory", "runtime.rss_max_bytes", HeapLimit::residentBytes, FigureText::size);
    share("Throttled periods", "cpu.throttled_share", p -> orNan(p.cpu().throttledShare()));
  }

  private static double orNan(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static double lost(PointResult point) {
    return point.offered() == 0 ? 0 : (double) Delivery.lost(point) / point.offered();
  }

  private void latency(String label, String key, ToDoubleFunction<PointResult> figure) {
    add(
        label,
        "latency_ms." + key,
        figure,
        point -> FigureText.time(figure.applyAsDouble(point)) + interval(point, key, figure));
  }

  private String interval(PointResult point, String key, ToDoubleFunction<PointResult> figure) {
    Map<String, Interval> all = point.latencyMs().ci95();
    return intervals && all != null && point.stability().stationary()
        ? PointSummary.halfWidth(all.get(key), figure.applyAsDouble(point))
        : "";
  }

  private void figure(
      String label,
      String path,
      ToDoubleFunction<PointResult> figure,
      DoubleFunction<String> words) {
    add(label, path, figure, point -> words.apply(figure.applyAsDouble(point)));
  }

  private void add(
      String label,
      String path,
      ToDoubleFunction<PointResult> figure,
      Function<PointResult, String> words) {
    double from = figure.applyAsDouble(base);
    double to = figure.applyAsDouble(changed);
    if (Double.isNaN(from) && Double.isNaN(to)) {
      return;
    }
    MetricDifference paired = paired(path);
    String difference = isAlone ? "" : relative(from, to, paired);
    rows.add(new Row(label, words.apply(base), words.apply(changed), difference, effect(paired)));
  }

  /** A share: a change is told in points, as a share of a share misleads. */
  private void share(String label, String path, ToDoubleFunction<PointResult> figure) {
    double from = figure.applyAsDouble(base);
    double to = figure.applyAsDouble(changed);
    if ((Double.isNaN(from) || from == 0) && (Double.isNaN(to) || to == 0)) {
      return;
    }
    MetricDifference paired = paired(path);
    String difference = isAlone ? "" : points(from, to) + words(paired);
    rows.add(
        new Row(
            label, FigureText.percent(from), FigureText.percent(to), difference, effect(paired)));
  }

  private static String points(double from, double to) {
    double points = (to - from) * 100;
    if (!Double.isFinite(points)) {
      return "";
    }
    return FigureText.percent(from).equals(FigureText.percent(to))
        ? "the same"
        : (points < 0 ? "-" : "+") + FigureText.number(Math.abs(points)) + " points";
  }

  private @Nullable MetricDifference paired(String path) {
    return differences.stream().filter(d -> d.metric().equals(path)).findFirst().orElse(null);
  }

  private String relative(double from, double to, @Nullable MetricDifference paired) {
    if (from == to) {
      return "the same";
    }
    Double change = paired == null ? (Double) (to / from - 1) : paired.relativeChange();
    if (change == null || !Double.isFinite(change)) {
      return "";
    }
    Interval range = paired == null || !intervals ? null : paired.relativeCi95();
    return FigureText.signedPercent(change)
        + (range == null
            ? ""
            : " ["
                + FigureText.signedPercent(range.low())
                + ", "
                + FigureText.signedPercent(range.high())
                + "]")
        + words(paired);
  }

  private String words(@Nullable MetricDifference paired) {
    if (paired == null || !intervals) {
      return "";
    }
    return switch (paired.effect()) {
      case BETTER -> ", better";
      case WORSE -> ", worse";
      case CHANGED -> "";
      case NEGLIGIBLE -> ", too little to matter";
      case NONE -> isWide(paired) ? ", too few replications to tell" : ", within chance";
    };
  }

  /** Also where there is nothing to be relative to, and the figure moved. */
  private static boolean isWide(MetricDifference paired) {
    Interval range = paired.relativeCi95();
    return range == null ? paired.difference() != 0 : range.high() - range.low() > WIDE;
  }

  private String effect(@Nullable MetricDifference paired) {
    if (paired == null || !intervals) {
      return "even";
    }
    return switch (paired.effect()) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case CHANGED, NEGLIGIBLE, NONE -> "even";
    };
  }
}
