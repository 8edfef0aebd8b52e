package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the points of a sweep say together, in sentences. */
final class SweepHeadlines {
  /** Share of the highest throughput that counts as reaching it. */
  private static final double AS_GOOD_AS_BEST = 0.98;

  /** Relative change below which a figure counts as the same. */
  private static final double SAME = 0.02;

  /** More of them are seen better in the chart. */
  private static final int MOST_KNEES = 4;

  private final Result result;
  private final List<SweepAxis> axes;

  SweepHeadlines(Result result) {
    this.result = result;
    axes = SweepAxis.of(result);
  }

  /** The best setting, and what the figures do along the sweep. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    PointResult best = best();
    if (best == null) {
      sentences.add(
          "No setting " + (hasSlo() ? "meets the SLO with a steady run." : "gave a steady run."));
    } else {
      sentences.add(
          bestName(best)
              + ": P50 "
              + FigureText.time(best.latencyMs().p50())
              + ", P99 "
              + FigureText.time(best.latencyMs().p99())
              + Headlines.interval(best)
              + ", "
              + FigureText.rate(best.throughputPerS())
              + ".");
    }
    if (axes.size() == 1 && axes.get(0).numeric() && !axes.get(0).isLoad()) {
      plateau(ascending(), sentences);
    }
    boolean hasEnds =
        axes.size() == 1 && (axes.get(0).isAscending() || result.points().size() == 2);
    if (hasEnds) { // of three names none is the last
      sentences.add(ends(ascending()));
    }
    knees(sentences);
    return List.copyOf(sentences);
  }

  /** The load is not chosen, so it is named apart, as what the best setting can bear. */
  private String bestName(PointResult best) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    Map<String, Object> load = new LinkedHashMap<>();
    best.parameters()
        .forEach((key, value) -> (SweepAxis.isLoad(key) ? load : chosen).put(key, value));
    String meets = hasSlo() ? " that meets the SLO" : "";
    if (axes.stream().allMatch(SweepAxis::isLoad)) {
      return "The highest load"
          + (hasSlo() ? meets : " with a steady run")
          + " is "
          + ParameterName.setting(best.parameters());
    }
    return "The best setting"
        + meets
        + " is "
        + ParameterName.setting(chosen)
        + (load.isEmpty() ? "" : ", up to " + ParameterName.setting(load));
  }

  /** From which value on more of the swept key adds no throughput. */
  private void plateau(List<PointResult> points, List<String> sentences) {
    double highest = points.stream().mapToDouble(PointResult::throughputPerS).max().orElse(0);
    int first = 0;
    while (first < points.size() - 1
        && points.get(first).throughputPerS() < AS_GOOD_AS_BEST * highest) {
      first++;
    }
    if (highest > 0 && first < points.size() - 1) {
      SweepAxis axis = axes.get(0);
      sentences.add(
          "More than "
              + axis.label(axis.values().get(first))
              + " "
              + axis.name()
              + " add no throughput: it stays near "
              + FigureText.rate(highest)
              + ", while P99 "
              + course(
                  FigureText::time,
                  points.get(first).latencyMs().p99(),
                  points.get(points.size() - 1).latencyMs().p99())
              + ".");
    }
  }

  /** From where on memory buys hardly any tail. */
  private void knees(List<String> sentences) {
    SweepAxis axis = Knee.axis(axes);
    if (axis == null) {
      return;
    }
    List<String> knees = new ArrayList<>();
    for (List<PointResult> points : Knee.groups(result, axis).values()) {
      PointResult knee = Knee.of(points);
      if (knee != null) {
        knees.add(
            ParameterName.setting(knee.parameters())
                + " (P99 "
                + FigureText.time(knee.latencyMs().p99())
                + " with up to "
                + FigureText.size(Knee.residentBytes(knee))
                + " resident)");
      }
    }
    if (!knees.isEmpty() && knees.size() <= MOST_KNEES) {
      sentences.add(
          "More memory buys hardly any P99 beyond "
              + String.join("; ", knees)
              + ": all that takes more is at most 10% faster.");
    }
  }

  /** The figures at both ends of the first axis. */
  private static String ends(List<PointResult> points) {
    PointResult first = points.get(0);
    PointResult last = points.get(points.size() - 1);
    return "From "
        + ParameterName.setting(first.parameters())
        + " to "
        + ParameterName.setting(last.parameters())
        + ", P50 "
        + course(FigureText::time, first.latencyMs().p50(), last.latencyMs().p50())
        + ", P99 "
        + course(FigureText::time, first.latencyMs().p99(), last.latencyMs().p99())
        + ", throughput "
        + course(FigureText::rate, first.throughputPerS(), last.throughputPerS())
        + ".";
  }

  /** {@code goes from 21.1 ms to 46 ms}; what hardly differs stays where it is. */
  private static String course(DoubleFunction<String> text, double from, double to) {
    return Math.abs(to - from) < SAME * Math.abs(from)
        ? "stays near " + text.apply(from)
        : "goes from " + text.apply(from) + " to " + text.apply(to);
  }

  /**
   * The point that meets the SLO best: the highest load, or else the highest throughput at the
   * least setting; null if none.
   */
  @Nullable PointResult best() {
    boolean judged = hasSlo();
    boolean load = !axes.isEmpty() && axes.get(0).isLoad();
    PointResult best = null;
    for (PointResult point : ascending()) {
      if (point.completed() == 0
          || !point.stability().stationary()
          || (judged && !Headlines.meetsSlo(point))) {
        continue;
      }
      double gain =
          best == null ? Double.POSITIVE_INFINITY : point.throughputPerS() / best.throughputPerS();
      boolean faster =
          best != null
              && gain > AS_GOOD_AS_BEST
              && !judged
              && point.latencyMs().p99() < best.latencyMs().p99();
      if (best == null || gain > 1 / AS_GOOD_AS_BEST || (faster && !load)) {
        best = point;
      }
    }
    return best;
  }

  private List<PointResult> ascending() {
    List<PointResult> points = new ArrayList<>(result.points());
    if (!axes.isEmpty()) {
      points.sort(Comparator.comparingInt(axes.get(0)::place));
    }
    return points;
  }

  private boolean hasSlo() {
    return result.points().stream().anyMatch(p -> p.slo() != null);
  }
}
