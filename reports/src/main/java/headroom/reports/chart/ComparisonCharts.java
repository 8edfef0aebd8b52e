package headroom.reports.chart;

import headroom.experiments.result.Compared;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.result.RankingResult.Variant;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Charts of a comparison: the sides laid over each other, and beside each other. */
public final class ComparisonCharts {
  /** Lines that can still be told apart; the best of more variants. */
  private static final int MOST_LINES = 6;

  private ComparisonCharts() {}

  /** The charts, the most telling first. */
  public static List<Chart> of(Compared compared) {
    Map<String, PointResult> sides = sides(compared);
    List<@Nullable Chart> charts = new ArrayList<>();
    charts.add(CommonCharts.spectrum(sides, p99Limit(compared), "Latency by percentile"));
    charts.addAll(breakdowns(sides));
    Map<String, CommonCharts.Samples> lines = new LinkedHashMap<>();
    sides.forEach(
        (name, point) -> {
          CommonCharts.Samples line = CommonCharts.series(point, RunCharts.IN_SYSTEM);
          if (line != null) {
            lines.put(name, line);
          }
        });
    charts.add(
        CommonCharts.overTime(
            "requests-in-system",
            "Requests in the system",
            "Level ground means that the service keeps up; a lasting climb means that it does not.",
            lines,
            FigureText::number));
    return charts.stream().filter(Objects::nonNull).toList();
  }

  /** The name of a side in charts and tables: the setting, or the second file. */
  public static String name(Variant variant) {
    return ParameterName.setting(
        variant.change().isEmpty() ? variant.point().parameters() : variant.change());
  }

  private static Map<String, PointResult> sides(Compared compared) {
    Map<String, PointResult> sides = new LinkedHashMap<>();
    sides.put(ParameterName.setting(compared.basePoint().parameters()), compared.basePoint());
    compared.changes().stream()
        .limit(MOST_LINES - 1L)
        .forEach(variant -> sides.put(name(variant), variant.point()));
    return sides;
  }

  /** Of two sides in one chart: over all requests, then over the slowest; of more in two. */
  private static List<@Nullable Chart> breakdowns(Map<String, PointResult> sides) {
    List<String> names = List.copyOf(sides.keySet());
    List<String> slowest = names.stream().map(name -> name + ", slowest 1%").toList();
    List<Map<String, Double>> all = sides.values().stream().map(PointResult::breakdownMs).toList();
    List<Map<String, Double>> tail =
        sides.values().stream().map(PointResult::breakdownP99Ms).toList();
    if (sides.size() > 2) {
      return Arrays.asList(
          CommonCharts.breakdown(
              "breakdown-mean",
              "Where the time goes: average request",
              "Mean time per request by what it was spent on.",
              Axes.places("", names),
              all),
          CommonCharts.breakdown(
              "breakdown-p99",
              "Where the time goes: slowest 1%",
              "The same, averaged over the requests at or above the P99.",
              Axes.places("", names),
              tail));
    }
    return Collections.singletonList(
        CommonCharts.breakdown(
            "breakdown",
            "Where the time of a request goes, before and after",
            "Mean time by what it was spent on: over all requests, then over those at or above the"
                + " P99.",
            Axes.places("", concat(names, slowest)),
            concat(all, tail)));
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static @Nullable Double p99Limit(Compared compared) {
    SloVerdict slo = compared.basePoint().slo();
    return slo == null || slo.limits() == null ? null : slo.limits().get("p99_ms");
  }
}
