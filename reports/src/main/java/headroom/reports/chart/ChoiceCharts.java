package headroom.reports.chart;

import headroom.experiments.result.ChoiceResult;
import headroom.experiments.result.ChoiceResult.Chosen;
import headroom.experiments.result.ChoiceResult.Tried;
import headroom.experiments.result.FigureText;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Charts of the settings of a plan: which of them meet the SLO, and what cost buys. */
final class ChoiceCharts {
  private static final double MIB = 1 << 20;

  private final ChoiceResult choice;

  private ChoiceCharts(ChoiceResult choice) {
    this.choice = choice;
  }

  /**
   * The charts that there is something to show in.
   *
   * @param limitMs of the P99; null if the SLO has none
   */
  static List<Chart> of(ChoiceResult choice, @Nullable Double limitMs) {
    ChoiceCharts charts = new ChoiceCharts(choice);
    List<@Nullable Chart> all = new ArrayList<>();
    all.add(charts.region());
    all.add(charts.front(limitMs));
    return all.stream().filter(Objects::nonNull).toList();
  }

  /** Over the two keys with the most values; the others as in the chosen setting. */
  private @Nullable Chart region() {
    List<String> keys = new ArrayList<>(choice.varied().keySet());
    keys.sort((a, b) -> Integer.compare(values(b).size(), values(a).size()));
    if (keys.size() < 2 || values(keys.get(1)).size() < 2) {
      return null;
    }
    List<String> shown = new ArrayList<>(choice.varied().keySet());
    shown.retainAll(keys.subList(0, 2));
    String columns = shown.get(0);
    String rows = shown.get(1);
    Map<String, Object> fixed = fixed(keys.subList(2, keys.size()));
    RegionMap.Cell[][] cells = new RegionMap.Cell[values(columns).size()][values(rows).size()];
    Chosen chosen = choice.chosen();
    for (Tried tried : choice.tried()) {
      if (fixed.entrySet().stream()
          .allMatch(e -> e.getValue().equals(tried.setting().get(e.getKey())))) {
        int column = values(columns).indexOf(String.valueOf(tried.setting().get(columns)));
        int row = values(rows).indexOf(String.valueOf(tried.setting().get(rows)));
        boolean isChosen = chosen != null && chosen.setting().equals(tried.setting());
        cells[column][row] =
            new RegionMap.Cell(tried.met(), FigureText.time(tried.p99Ms()), isChosen);
      }
    }
    String where = fixed.isEmpty() ? "" : " At " + ParameterName.setting(fixed) + ".";
    String title = "What meets the SLO";
    return new Chart(
        "region",
        title,
        "The P99 of what was simulated: ✓ meets the SLO, ✕ misses it (in the P99 or in another limit);"
            + " framed is the cheapest that meets it; empty was not needed for the answer"
            + " (--map simulates all)."
            + where,
        new RegionMap(
            title,
            Axes.places(ParameterName.of(columns), values(columns)),
            Axes.places(ParameterName.of(rows), values(rows)),
            cells));
  }

  private Map<String, Object> fixed(List<String> keys) {
    Chosen chosen = choice.chosen();
    Map<String, Object> setting =
        chosen != null
            ? chosen.setting()
            : choice.tried().isEmpty() ? Map.of() : choice.tried().get(0).setting();
    Map<String, Object> fixed = new LinkedHashMap<>();
    for (String key : keys) {
      Object value = setting.get(key);
      if (value != null) {
        fixed.put(key, value);
      }
    }
    return fixed;
  }

  private List<String> values(String key) {
    return choice.varied().getOrDefault(key, List.of());
  }

  /** Null where everything costs the same, or nothing meets the SLO. */
  private @Nullable Chart front(@Nullable Double limitMs) {
    List<Tried> met = choice.tried().stream().filter(Tried::met).toList();
    if (met.stream().mapToDouble(Tried::cost).distinct().count() < 2) {
      return null;
    }
    DoubleStream values = met.stream().mapToDouble(Tried::p99Ms);
    String title = "What more cost buys";
    LineChart drawing =
        new LineChart(
            title,
            Axes.over(
                "cost",
                met.stream().mapToDouble(Tried::cost).sorted().toArray(),
                1,
                FigureText::number),
            Axes.latency(
                "P99",
                limitMs == null ? values : DoubleStream.concat(values, DoubleStream.of(limitMs))));
    List<Tried> stairs = stairs(met);
    drawing.line(
        "P99",
        stairs.stream().mapToDouble(Tried::cost).toArray(),
        stairs.stream().mapToDouble(Tried::p99Ms).toArray(),
        0);
    if (limitMs != null) {
      drawing.limit(limitMs, "SLO: P99 ≤ " + FigureText.time(limitMs));
    }
    Chosen chosen = choice.chosen();
    List<Tried> bestLast = new ArrayList<>(met);
    bestLast.sort(Comparator.comparing(Tried::unbeaten));
    for (Tried tried : bestLast) {
      boolean isChosen = chosen != null && chosen.setting().equals(tried.setting());
      boolean named = tried.unbeaten() && (isChosen || stairs.contains(tried));
      drawing.mark(
          tried.cost(),
          tried.p99Ms(),
          named ? name(tried) : "",
          tried.unbeaten() ? 0 : 6,
          isChosen);
    }
    return new Chart(
        "front",
        title,
        "What meets the SLO, by cost and P99; down and left is better. Blue: no other that was"
            + " simulated is as good in cost"
            + (met.stream().anyMatch(t -> t.memoryBytes() != null)
                ? ", P99 and memory"
                : " and P99")
            + " at once; grey: another is. Ringed: the answer, the cheapest.",
        drawing);
  }

  /** The least P99 for each cost, as long as it falls. */
  private static List<Tried> stairs(List<Tried> met) {
    List<Tried> stairs = new ArrayList<>();
    for (Tried tried : met) {
      if (!tried.unbeaten()) {
        continue;
      }
      Tried last = stairs.isEmpty() ? null : stairs.get(stairs.size() - 1);
      if (last != null && last.cost() == tried.cost() && tried.p99Ms() < last.p99Ms()) {
        stairs.set(stairs.size() - 1, tried);
      } else if (last == null || (tried.cost() > last.cost() && tried.p99Ms() < last.p99Ms())) {
        stairs.add(tried);
      }
    }
    return stairs;
  }

  private static String name(Tried tried) {
    Long bytes = tried.memoryBytes();
    return ParameterName.setting(tried.setting())
        + (bytes == null ? "" : ", " + FigureText.number(bytes / MIB) + " MiB");
  }
}
