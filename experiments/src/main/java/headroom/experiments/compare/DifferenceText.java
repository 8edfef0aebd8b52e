package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.ComparisonResult.Side;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.statistics.Estimate;
import headroom.experiments.statistics.PairedDifference;
import org.jspecify.annotations.Nullable;

/** Words a difference as benchstat does, and as a sentence. */
final class DifferenceText {
  /** What the summation of floating-point numbers leaves of equal figures, relative to them. */
  private static final double DUST = 1e-9;

  private final ComparedFigure figure;
  private final PairedDifference pair;
  private final Yardstick yardstick;
  private final Effect effect;

  private DifferenceText(
      ComparedFigure figure, PairedDifference pair, Yardstick yardstick, double leastAmount) {
    this.figure = figure;
    this.pair = pair;
    this.yardstick = yardstick;
    this.effect = yardstick.effect(figure, pair, leastAmount);
  }

  /**
   * The difference of {@code figure} with its texts.
   *
   * @param leastAmount difference in the figure's unit below which it does not matter
   */
  static MetricDifference of(
      ComparedFigure figure, PairedDifference pair, Yardstick yardstick, double leastAmount) {
    return new DifferenceText(figure, pair, yardstick, leastAmount).difference();
  }

  private MetricDifference difference() {
    return new MetricDifference(
        figure.path(),
        figure.label(),
        figure.unit(),
        side(pair.base()),
        side(pair.changed()),
        pair.difference().mean(),
        pair.interval(),
        pair.relativeChange(),
        pair.relativeInterval(),
        effect,
        line(),
        sentence());
  }

  /**
   * For instance {@code p99 86.1ms ± 3% → 41.2ms ± 2% -52.1% [-54.0%, -50.3%]}; {@code ~} if the
   * interval covers 0, {@code ≈} before what does not matter.
   */
  private String line() {
    String sides = figure.label() + " " + sideText(pair.base()) + " → " + sideText(pair.changed());
    return switch (effect) {
      case NONE -> sides + "  ~";
      case NEGLIGIBLE -> sides + "  ≈  " + size();
      default -> sides + "  " + size();
    };
  }

  private String sentence() {
    String name = name();
    String from = value(pair.base().mean());
    String to = value(pair.changed().mean());
    String stays = name + " stays at about " + from + ": ";
    if (effect == Effect.NONE) {
      return stays + "the difference of " + change() + " is within chance " + changeInterval();
    }
    if (effect == Effect.NEGLIGIBLE) {
      return stays + size() + " is no difference that matters (less than " + least() + ")";
    }
    boolean falls = pair.difference().mean() < 0;
    if (from.equals(to)) { // told apart by a threshold finer than what is shown
      String amount = value(Math.abs(pair.difference().mean()));
      return name + (falls ? " falls by " : " rises by ") + amount + " from " + from + relative();
    }
    return name + (falls ? " falls from " : " rises from ") + from + " to " + to + relative();
  }

  private String name() {
    return switch (figure.path()) {
      case "rejected" -> "the share of rejected requests";
      case "timed_out" -> "the share of failed requests";
      default -> figure.label();
    };
  }

  /** What a difference must reach to matter. */
  private String least() {
    String threshold = FigureText.percent(yardstick.threshold());
    Double relative = pair.relativeChange();
    return relative != null && Math.abs(relative) < yardstick.threshold()
        ? threshold
        : threshold + " of a request's latency";
  }

  /** The change with its interval: relative, if there is much of a base to be relative to. */
  private String size() {
    Double relative = pair.relativeChange();
    return relative == null || !FigureText.isReadablePercent(relative)
        ? change() + " " + changeInterval()
        : FigureText.signedPercent(relative) + " " + interval(pair.relativeInterval());
  }

  private String relative() {
    return ", " + size();
  }

  private static Side side(Estimate estimate) {
    return new Side(estimate.mean(), estimate.halfWidth());
  }

  private String sideText(Estimate estimate) {
    String text = value(estimate.mean()).replace(" ", "");
    double relative = estimate.relativeHalfWidth();
    return Double.isFinite(relative) ? text + " ± " + FigureText.roughPercent(relative) : text;
  }

  private String change() {
    return signed(swept(pair.difference().mean()));
  }

  private double swept(double difference) {
    return Math.abs(difference) < DUST * Math.abs(pair.base().mean()) ? 0 : difference;
  }

  private String changeInterval() {
    Interval interval = pair.interval();
    return "[" + signed(swept(interval.low())) + ", " + signed(swept(interval.high())) + "]";
  }

  private String signed(double value) {
    return (value < 0 ? "-" : "+") + value(Math.abs(value));
  }

  private String value(double value) {
    return FigureText.quantity(value, figure.unit());
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
