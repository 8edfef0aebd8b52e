package headroom.reports.table;

import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.reports.words.CollectorGroups;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.List;

/** The latency of requests by what they met of the collector. */
public final class CollectorTable {
  private CollectorTable() {}

  /** One row a group; no rows if no request met a cycle. */
  public static TextTable of(Result result) {
    boolean varied = result.points().size() > 1;
    List<String> header = new ArrayList<>(varied ? List.of("setting") : List.of());
    header.addAll(
        List.of("requests that", "share", "share of the slowest 1%", "mean", "P50", "P99"));
    List<List<String>> rows = new ArrayList<>();
    for (PointResult point : result.points()) {
      CollectorTimes times = point.collector();
      if (times == null || metNothing(times)) {
        continue;
      }
      times
          .met()
          .forEach(
              (what, group) -> {
                List<String> row = new ArrayList<>();
                if (varied) {
                  row.add(ParameterName.setting(point.parameters()));
                }
                row.add(CollectorGroups.name(what));
                row.add(FigureText.percent(group.share()));
                row.add(FigureText.percent(group.shareOfSlowest()));
                row.add(FigureText.time(group.meanMs()));
                row.add(FigureText.time(group.p50Ms()));
                row.add(FigureText.time(group.p99Ms()));
                rows.add(row);
              });
      rows.add(asIfNone(point, times, varied));
    }
    return new TextTable(header, rows, varied ? 2 : 1);
  }

  private static boolean metNothing(CollectorTimes times) {
    return times.met().entrySet().stream()
        .allMatch(
            group ->
                group.getKey().equals(CollectorTimes.NOTHING) || group.getValue().completed() == 0);
  }

  private static List<String> asIfNone(PointResult point, CollectorTimes times, boolean varied) {
    List<String> row = new ArrayList<>();
    if (varied) {
      row.add(ParameterName.setting(point.parameters()));
    }
    row.addAll(List.of("all, had none met a cycle", "", "", ""));
    row.add(FigureText.time(times.withoutCyclesMs().getOrDefault("p50", Double.NaN)));
    row.add(FigureText.time(times.withoutCyclesMs().getOrDefault("p99", Double.NaN)));
    return row;
  }
}
