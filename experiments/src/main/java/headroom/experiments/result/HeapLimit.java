package headroom.experiments.result;

/** How near its limits the heap of a point is. Figures that the point does not have are NaN. */
public final class HeapLimit {
  private static final String LIMIT = "/gc/gomemlimit:bytes";
  private static final String LIVE = "/gc/heap/live:bytes";

  /** The cycle in which the limiter of the collector's CPU last came on. */
  public static final String LIMITER = "/gc/limiter/last-enabled:gc-cycle";

  /** From here on a memory limit is none. */
  private static final double NO_LIMIT = 1L << 60;

  /** A heap's goal below this share of what GOGC alone would allow is set by GOMEMLIMIT. */
  private static final double BOUND = 0.98;

  private static final double PERCENT = 100;

  private static final String KILLED = "killed (OOM)";

  private HeapLimit() {}

  /** Whether GOMEMLIMIT, and not GOGC, sets the heap's goal. */
  public static boolean isReached(PointResult point) {
    double live = MetricResult.value(point, LIVE, "mean");
    double room = MetricResult.value(point, "/gc/gogc:percent", "max") / PERCENT;
    return Double.isFinite(bytes(point))
        && MetricResult.value(point, "/gc/heap/goal:bytes", "mean") < BOUND * live * (1 + room);
  }

  /** Whether the kernel has killed the process for want of memory. */
  public static boolean isKilled(PointResult point) {
    return point.crash() != null && point.crash().message().startsWith(KILLED);
  }

  /** Whether the limiter came on in the window: it counts the cycle in which it last did. */
  public static boolean limiterHasBeenOn(PointResult point) {
    double last = MetricResult.value(point, LIMITER, "max");
    return last > 0 && !(MetricResult.value(point, LIMITER, "mean") >= last);
  }

  /** GOMEMLIMIT; NaN if there is none. */
  public static double bytes(PointResult point) {
    double limit = MetricResult.value(point, LIMIT, "max");
    return limit < NO_LIMIT ? limit : Double.NaN;
  }

  /** The most that was resident, bytes. */
  public static double residentBytes(PointResult point) {
    return MetricResult.value(point, "rss", "max");
  }

  /** The most that a cycle has found alive, bytes. */
  public static double liveBytes(PointResult point) {
    return MetricResult.value(point, LIVE, "max");
  }
}
