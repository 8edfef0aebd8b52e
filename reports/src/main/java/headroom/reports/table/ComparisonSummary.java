package headroom.reports.table;

import headroom.experiments.result.ComparisonResult;
import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ComparisonResult.Side;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RankingResult.Variant;
import headroom.experiments.result.ResultFile;
import headroom.reports.words.ParameterName;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a table to be read, its verdict below it. */
public final class ComparisonSummary {
  private ComparisonSummary() {}

  /** The table and, where the format can hold them, the sentences of the verdict. */
  public static String text(ComparisonResult comparison, TableFormat format) {
    return switch (format) {
      case TABLE -> of(comparison).aligned() + "\n" + sentences(comparison, "");
      case MARKDOWN -> of(comparison).markdown() + "\n" + sentences(comparison, "- ");
      case CSV -> csv(comparison);
      case JSON -> ResultFile.toJson(comparison);
    };
  }

  /** One row a figure of the service, and of classes, steps and parts those that differ. */
  static TextTable of(ComparisonResult comparison) {
    String changed = ParameterName.setting(comparison.changedPoint().parameters());
    return table(
        List.of("", comparison.base(), changed),
        comparison.metrics().stream().filter(m -> !m.isOfPart() || differs(m.effect())).toList());
  }

  /** One row a figure of the whole service. */
  public static TextTable service(String base, Variant variant) {
    return table(
        List.of("", base, ParameterName.setting(variant.point().parameters())),
        variant.metrics().stream().filter(m -> !m.isOfPart()).toList());
  }

  /** One row a figure of a class, a step or a part of the latency. */
  public static TextTable parts(String base, Variant variant) {
    return table(
        List.of("", base, ParameterName.setting(variant.point().parameters())),
        variant.metrics().stream().filter(MetricDifference::isOfPart).toList());
  }

  private static boolean differs(Effect effect) {
    return effect != Effect.NONE && effect != Effect.NEGLIGIBLE;
  }

  private static TextTable table(List<String> sides, List<MetricDifference> metrics) {
    List<List<String>> rows = new ArrayList<>();
    for (MetricDifference metric : metrics) {
      rows.add(
          List.of(
              metric.label(),
              side(metric.base(), metric.unit()),
              side(metric.changed(), metric.unit()),
              difference(metric),
              effect(metric.effect())));
    }
    List<String> header = new ArrayList<>(sides);
    header.addAll(List.of("difference (95% interval)", ""));
    return new TextTable(header, rows, 1);
  }

  private static String side(Side side, String unit) {
    double share = side.mean() == 0 ? Double.NaN : side.halfWidth() / Math.abs(side.mean());
    String width = Double.isFinite(share) ? " ±" + FigureText.roughPercent(share) : "";
    return FigureText.quantity(side.mean(), unit) + width;
  }

  /** The change with its interval, relative where there is much of a base to be relative to. */
  static String difference(MetricDifference metric) {
    Interval relative = metric.relativeCi95();
    Double change = metric.relativeChange();
    if (change == null || relative == null || !FigureText.isReadablePercent(change)) {
      Interval interval = metric.differenceCi95();
      return signed(metric.difference(), metric.unit())
          + " ("
          + signed(interval.low(), metric.unit())
          + " to "
          + signed(interval.high(), metric.unit())
          + ")";
    }
    return FigureText.signedPercent(change)
        + " ("
        + FigureText.signedPercent(relative.low())
        + " to "
        + FigureText.signedPercent(relative.high())
        + ")";
  }

  private static String signed(double value, String unit) {
    return (value < 0 ? "-" : "+") + FigureText.quantity(Math.abs(value), unit);
  }

  private static String effect(Effect effect) {
    return switch (effect) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case CHANGED -> "changed";
      case NEGLIGIBLE -> "≈";
      case NONE -> "~";
    };
  }

  private static String sentences(ComparisonResult comparison, String bullet) {
    StringBuilder text = new StringBuilder();
    comparison.verdict().forEach(sentence -> text.append(bullet).append(sentence).append('\n'));
    long same =
        comparison.metrics().stream().filter(m -> m.isOfPart() && !differs(m.effect())).count();
    if (same > 0) {
      text.append(bullet)
          .append(FigureText.count(same))
          .append(
              " more figures of classes, steps and parts of the latency do not differ; all stand in"
                  + " comparison.json.\n");
    }
    return text.toString();
  }

  private static String csv(ComparisonResult comparison) {
    return new Columns(DifferenceColumns.of(comparison.metrics())).csv();
  }
}
