package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ComparisonResult.Side;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.run.Metric;
import headroom.experiments.statistics.Estimate;
import headroom.experiments.statistics.PairedDifference;
import org.jspecify.annotations.Nullable;

/** Words a difference as benchstat does, and as a sentence. */
final class DifferenceText {
  /** What the summation of floating-point numbers leaves of equal figures, relative to them. */
  private static final double DUST = 1e-9;

  private DifferenceText() {}

  /**
   * The difference of {@code metric} with its texts.
   *
   * @param threshold relative change below which a difference does not matter
   */
  static MetricDifference of(Metric metric, PairedDifference pair, double threshold) {
    Effect effect = effect(metric, pair, threshold);
    return new MetricDifference(
        metric.path(),
        metric.label(),
        metric.unit(),
        side(pair.base()),
        side(pair.changed()),
        pair.difference().mean(),
        pair.difference().interval(),
        pair.relativeChange(),
        pair.relativeInterval(),
        effect,
        line(metric, pair, effect),
        sentence(metric, pair, effect, threshold));
  }

  /**
   * For instance {@code p99 86.1ms ± 3% → 41.2ms ± 2% -52.1% [-54.0%, -50.3%]}; {@code ~} if the
   * interval covers 0, {@code ≈} before what does not matter.
   */
  private static String line(Metric metric, PairedDifference pair, Effect effect) {
    String sides =
        metric.label()
            + " "
            + sideText(metric, pair.base())
            + " → "
            + sideText(metric, pair.changed());
    if (effect == Effect.NONE) {
      return sides + "  ~";
    }
    if (effect == Effect.NEGLIGIBLE) {
      sides += "  ≈";
    }
    Double relative = pair.relativeChange();
    return relative == null
        ? sides + "  " + change(metric, pair) + " " + changeInterval(metric, pair)
        : sides
            + "  "
            + FigureText.signedPercent(relative)
            + " "
            + interval(pair.relativeInterval());
  }

  private static String sentence(
      Metric metric, PairedDifference pair, Effect effect, double threshold) {
    String name =
        metric == Metric.REJECTED_SHARE ? "the share of rejected requests" : metric.label();
    String from = value(metric, pair.base().mean());
    if (effect == Effect.NONE) {
      return name
          + " stays at about "
          + from
          + ": the difference of "
          + change(metric, pair)
          + " is within chance "
          + changeInterval(metric, pair);
    }
    Double relative = pair.relativeChange();
    if (effect == Effect.NEGLIGIBLE && relative != null) {
      return name
          + " stays at about "
          + from
          + ": "
          + FigureText.signedPercent(relative)
          + " "
          + interval(pair.relativeInterval())
          + " is no difference that matters (less than "
          + FigureText.percent(threshold)
          + ")";
    }
    String verb = pair.difference().mean() < 0 ? " falls from " : " rises from ";
    String sentence = name + verb + from + " to " + value(metric, pair.changed().mean());
    return relative == null
        ? sentence
        : sentence
            + ", "
            + FigureText.signedPercent(relative)
            + " "
            + interval(pair.relativeInterval());
  }

  private static Effect effect(Metric metric, PairedDifference pair, double threshold) {
    if (!pair.isSignificant()) {
      return Effect.NONE;
    }
    Double relative = pair.relativeChange();
    if (relative != null && Math.abs(relative) < threshold) {
      return Effect.NEGLIGIBLE;
    }
    boolean lower = pair.difference().mean() < 0;
    return switch (metric.better()) {
      case LOWER -> lower ? Effect.BETTER : Effect.WORSE;
      case HIGHER -> lower ? Effect.WORSE : Effect.BETTER;
      case NEITHER -> Effect.CHANGED;
    };
  }

  private static Side side(Estimate estimate) {
    return new Side(estimate.mean(), estimate.halfWidth());
  }

  private static String sideText(Metric metric, Estimate estimate) {
    String text = value(metric, estimate.mean()).replace(" ", "");
    double relative = estimate.relativeHalfWidth();
    return Double.isFinite(relative) ? text + " ± " + FigureText.roughPercent(relative) : text;
  }

  private static String change(Metric metric, PairedDifference pair) {
    return signed(metric, swept(pair, pair.difference().mean()));
  }

  private static double swept(PairedDifference pair, double difference) {
    return Math.abs(difference) < DUST * Math.abs(pair.base().mean()) ? 0 : difference;
  }

  private static String changeInterval(Metric metric, PairedDifference pair) {
    Interval interval = pair.difference().interval();
    return "["
        + signed(metric, swept(pair, interval.low()))
        + ", "
        + signed(metric, swept(pair, interval.high()))
        + "]";
  }

  private static String signed(Metric metric, double value) {
    return (value < 0 ? "-" : "+") + value(metric, Math.abs(value));
  }

  private static String value(Metric metric, double value) {
    return switch (metric.unit()) {
      case "ms" -> FigureText.time(value);
      case "share" -> FigureText.percent(value);
      case "/s" -> FigureText.rate(value);
      default -> FigureText.number(value) + " " + metric.unit();
    };
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? ""
        : "["
            + FigureText.signedPercent(interval.low())
            + ", "
            + FigureText.signedPercent(interval.high())
            + "]";
  }
}
