package headroom.reports.table;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RankingResult;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.ResultFile;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ranking as a table to be read, its verdict below it. */
public final class RankingSummary {
  /** What a decision turns on; the rest stands in the report. */
  private static final List<Shown> SHOWN =
      List.of(
          new Shown("latency_ms.p99", "P99 against the base"),
          new Shown("latency_ms.p50", "P50"),
          new Shown("throughput_per_s", "throughput"),
          new Shown("rejected", "rejected"),
          new Shown("timed_out", "failed"),
          new Shown("cpu.cores_used", "cores used"),
          new Shown("runtime.rss_max_bytes", "resident memory"));

  private RankingSummary() {}

  /** The table and, where the format can hold them, the sentences of the verdict. */
  public static String text(RankingResult ranking, TableFormat format) {
    return switch (format) {
      case TABLE -> of(ranking).aligned() + "\n" + sentences(ranking, "");
      case MARKDOWN -> of(ranking).markdown() + "\n" + sentences(ranking, "- ");
      case CSV -> csv(ranking);
      case JSON -> ResultFile.toJson(ranking);
    };
  }

  /** One row a variant, the best first, with its differences from the base, which has a row too. */
  public static TextTable of(RankingResult ranking) {
    boolean slo = ranking.basePoint().slo() != null;
    List<Shown> figures =
        SHOWN.stream()
            .filter(f -> ranking.variants().stream().anyMatch(v -> find(v, f.path) != null))
            .toList();
    List<String> header = new ArrayList<>(List.of("", ""));
    header.add("P99");
    figures.forEach(figure -> header.add(figure.header));
    header.addAll(slo ? List.of("SLO") : List.of());
    List<List<String>> rows = new ArrayList<>();
    boolean baseShown = false;
    for (Variant variant : ranking.variants()) {
      Integer rank = variant.rank();
      if (!baseShown && (rank == null || rank >= ranking.baseRank())) {
        rows.add(baseRow(ranking, figures, slo));
        baseShown = true;
      }
      rows.add(row(variant, figures, slo));
    }
    if (!baseShown) {
      rows.add(baseRow(ranking, figures, slo));
    }
    return new TextTable(header, rows, 2);
  }

  private static List<String> baseRow(RankingResult ranking, List<Shown> figures, boolean slo) {
    List<String> row = new ArrayList<>();
    row.add(String.valueOf(ranking.baseRank()));
    row.add("the base");
    row.add(FigureText.time(ranking.basePoint().latencyMs().p99()));
    figures.forEach(figure -> row.add(""));
    row.addAll(slo ? List.of(slo(ranking.basePoint())) : List.of());
    return row;
  }

  private static List<String> row(Variant variant, List<Shown> figures, boolean slo) {
    List<String> row = new ArrayList<>();
    row.add(variant.rank() == null ? FigureText.NONE : String.valueOf(variant.rank()));
    row.add(ParameterName.setting(variant.change()));
    row.add(FigureText.time(variant.point().latencyMs().p99()));
    figures.forEach(figure -> row.add(cell(find(variant, figure.path))));
    row.addAll(slo ? List.of(slo(variant.point())) : List.of());
    return row;
  }

  private static String cell(@Nullable MetricDifference metric) {
    if (metric == null) {
      return FigureText.NONE;
    }
    return metric.effect() == Effect.NONE ? "~" : ComparisonSummary.difference(metric);
  }

  private static String slo(PointResult point) {
    boolean met = point.slo() != null && point.slo().met();
    String steady = point.stability().stationary() ? "" : ", not steady";
    return (met ? "met" : "missed") + steady;
  }

  private static @Nullable MetricDifference find(Variant variant, String path) {
    return variant.metrics().stream()
        .filter(metric -> metric.metric().equals(path))
        .findFirst()
        .orElse(null);
  }

  private static String sentences(RankingResult ranking, String bullet) {
    StringBuilder text = new StringBuilder();
    ranking.verdict().forEach(sentence -> text.append(bullet).append(sentence).append('\n'));
    return text.toString();
  }

  private static String csv(RankingResult ranking) {
    List<Row> rows =
        ranking.variants().stream()
            .flatMap(v -> v.metrics().stream().map(metric -> new Row(v, metric)))
            .toList();
    List<Columns.Column> columns = new ArrayList<>();
    columns.add(words("rank", rows, r -> r.variant.rank() == null ? "" : "" + r.variant.rank()));
    columns.add(words("setting", rows, r -> ParameterName.setting(r.variant.change())));
    columns.addAll(DifferenceColumns.of(rows.stream().map(Row::metric).toList()));
    return new Columns(columns).csv();
  }

  private record Shown(String path, String header) {}

  private record Row(Variant variant, MetricDifference metric) {}

  private static Columns.Column words(String name, List<Row> rows, Function<Row, String> word) {
    return Columns.words(name, rows.stream().map(word).toList());
  }
}
