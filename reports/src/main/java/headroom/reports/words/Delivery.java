package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the requests that were offered, in words. */
public final class Delivery {
  /** A throughput less below the load than this keeps up with it. */
  private static final double KEEPS_UP = 0.02;

  /** From here on what is missing from the latencies would change them. */
  private static final double MISSING = 0.05;

  /** The last tenth of a window is worth a word below this share of the whole. */
  private static final double FALLS = 0.75;

  /** Standard deviations, of a Poisson count, that a fall must be more than. */
  private static final double BEYOND_CHANCE = 4;

  private static final double TENTH = 0.1;
  private static final double MS_PER_S = 1e3;

  private Delivery() {}

  /** {@code 280/s ± 3/s}, or {@code 955/s ± 4/s of 1,200/s offered, 20% short}. */
  public static String throughput(PointResult point) {
    double shortBy = shortBy(point);
    Interval interval = point.throughputCi95();
    return FigureText.rate(point.throughputPerS())
        + (interval == null
            ? ""
            : " ± " + FigureText.rate(interval.halfWidth(point.throughputPerS())))
        + (shortBy < KEEPS_UP
            ? ""
            : " of "
                + FigureText.rate(offeredPerS(point))
                + " offered, "
                + FigureText.roughPercent(shortBy)
                + " short");
  }

  /** Whether less than what is offered completes in the window. */
  public static boolean isShort(PointResult point) {
    return shortBy(point) >= KEEPS_UP;
  }

  /** Arrivals per second; a result that does not say them has their number. */
  public static double offeredPerS(PointResult point) {
    double said = point.offeredPerS();
    return Double.isFinite(said)
        ? said
        : point.offered() / (point.durationS() * Math.max(1, point.replications()));
  }

  private static double shortBy(PointResult point) {
    double offered = offeredPerS(point);
    return offered > 0 ? 1 - point.throughputPerS() / offered : 0;
  }

  /** Requests that ended without having completed. */
  public static long lost(PointResult point) {
    return point.requests().counts().outcomes().lost();
  }

  /**
   * What became of all that arrived in the window: {@code 9,000 of 10,000 requests completed, 10%
   * lost (1,000 rejected)}. That none is lost is said only of a server that keeps up.
   */
  public static String ends(PointResult point) {
    StringBuilder text = new StringBuilder();
    text.append(FigureText.count(point.completed()))
        .append(" of ")
        .append(FigureText.count(point.offered()))
        .append(" requests completed");
    long lost = lost(point);
    if (lost > 0) {
      text.append(", ").append(losses(point));
    }
    if (point.inFlight() > 0) {
      text.append(", ").append(left(point));
    }
    if (lost == 0 && point.inFlight() == 0 && point.crash() == null) {
      text.append(isShort(point) ? " in the end" : ", none lost");
    }
    return text.toString();
  }

  /** Those of the window that have not ended; after a crash also those that came to nobody. */
  private static String left(PointResult point) {
    Long unfinished = point.unfinished();
    if (point.crash() == null || unfinished == null) {
      return FigureText.count(point.inFlight()) + " never ended";
    }
    long inside = Math.min(unfinished, point.inFlight());
    long later = point.inFlight() - inside;
    return FigureText.count(inside)
        + " inside when the process ended"
        + (later == 0 ? "" : ", " + FigureText.count(later) + " came after that");
  }

  /** {@code 10% lost (900 rejected, 100 given up by their client)}. */
  private static String losses(PointResult point) {
    String share = FigureText.percent(lost(point) / (double) Math.max(1, point.offered()));
    return share + " lost (" + reasons(point) + ")";
  }

  /** Why requests are lost: {@code 900 rejected, 100 given up by their client}. */
  static String reasons(PointResult point) {
    Map<String, Long> reasons = point.failedBy();
    if (reasons == null) { // an older result says no more
      return FigureText.count(point.rejected())
          + " rejected, "
          + FigureText.count(lost(point) - point.rejected())
          + " timed out";
    }
    List<String> said = new ArrayList<>();
    reasons.forEach((reason, count) -> said.add(FigureText.count(count) + " " + reason(reason)));
    return String.join(", ", said);
  }

  private static String reason(String reason) {
    return switch (reason) {
      case "rejected" -> "rejected";
      case "client_timeout" -> "given up by their client";
      case "deadline" -> "past the server's deadline";
      case "timeout" -> "at a call's or block's timeout";
      case "pool_wait" -> "without a connection in time";
      case "call_error" -> "after a call failed";
      case "canceled" -> "canceled";
      default -> reason.replace('_', ' ');
    };
  }

  /**
   * {@code throughput in the last tenth of the run: 0/s}, where it has fallen below that of the
   * whole; null elsewhere.
   */
  public static @Nullable String lastTenth(PointResult point) {
    double last = point.throughputLastTenthPerS();
    double tenthS = point.durationS() * point.replications() * TENTH;
    double expected = point.throughputPerS() * tenthS;
    boolean falls =
        last < FALLS * point.throughputPerS()
            && expected - last * tenthS > BEYOND_CHANCE * Math.sqrt(expected);
    return falls
        ? "throughput in the last tenth of the run: "
            + FigureText.rate(last)
            + " (the last "
            + FigureText.time(point.durationS() * TENTH * MS_PER_S)
            + ")"
        : null;
  }

  /**
   * Whether it matters where the time of the requests that the server still had at the end has
   * gone: others than those are missing from the latencies.
   */
  public static boolean unfinishedMatter(PointResult point) {
    return point.breakdownUnfinishedMs() != null
        && (point.completed() == 0
            || point.crash() != null
            || shortBy(point) >= MISSING
            || !point.stability().stationary());
  }
}
