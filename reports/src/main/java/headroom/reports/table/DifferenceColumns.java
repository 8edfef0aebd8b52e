package headroom.reports.table;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What every table of differences tells other programs, a row a difference. */
final class DifferenceColumns {
  private final List<MetricDifference> rows;

  private DifferenceColumns(List<MetricDifference> rows) {
    this.rows = rows;
  }

  /** The figure, both sides, the difference with its interval, and what it says. */
  static List<Columns.Column> of(List<MetricDifference> differences) {
    DifferenceColumns table = new DifferenceColumns(differences);
    return List.of(
        table.words("metric", MetricDifference::metric),
        table.words("unit", MetricDifference::unit),
        table.figures("base", row -> row.base().mean()),
        table.figures("changed", row -> row.changed().mean()),
        table.figures("difference", MetricDifference::difference),
        table.figures("difference_low", row -> row.differenceCi95().low()),
        table.figures("difference_high", row -> row.differenceCi95().high()),
        table.words("effect", row -> row.effect().name().toLowerCase(Locale.ROOT)));
  }

  private Columns.Column words(String name, Function<MetricDifference, String> word) {
    return Columns.words(name, rows.stream().map(word).toList());
  }

  private Columns.Column figures(String name, ToDoubleFunction<MetricDifference> figure) {
    return Columns.figures(name, rows.stream().mapToDouble(figure).toArray());
  }
}
