package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The collector's stops of the world, which take time from requests and no CPU: the runtime counts
 * each on all Ps ({@code /cpu/classes/gc/pause}), where nothing computes.
 *
 * @param timeShare of the time in which the world stands still
 * @param countedShare what the runtime counts for that, over the CPU that the process uses
 * @param meanMs of one stop
 * @param longestMs of one stop
 * @param throttledShare periods of the CPU quota in which it throttled; null without a quota
 */
record CollectorStops(
    double timeShare,
    double countedShare,
    double meanMs,
    double longestMs,
    @Nullable Double throttledShare) {
  private static final double MS_PER_S = 1e3;
  private static final int STOPS_IN_A_CYCLE = 2;

  /** What they are counted as, from which on a reader of the runtime's metrics is misled. */
  private static final double COUNTED_AS_MUCH = 0.05;

  /** Of the time. */
  private static final double MUCH_OF_THE_TIME = 0.01;

  /**
   * The runtime's own work in a stop takes tens of us, and a thread on a core comes to a safe point
   * within as many: longer ones wait for a thread that has no core.
   */
  private static final double WAITS_FOR_A_CORE_MS = 0.5;

  /** Null if nothing allocates, or the writer did not say. */
  static @Nullable CollectorStops of(PointResult point) {
    Collection collection = point.runtime().collection();
    Double totalMs = collection.gcPauseTotalMs();
    Double longestMs = collection.gcPauseMaxMs();
    Double cycles = collection.gcCycles();
    Double counted = point.cpu().gcShare();
    if (totalMs == null || longestMs == null || cycles == null || counted == null) {
      return null;
    }
    double paused = MetricResult.value(point, "/cpu/classes/gc/pause:cpu-seconds", "total");
    double all = MetricResult.value(point, "/cpu/classes/gc/total:cpu-seconds", "total");
    return new CollectorStops(
        totalMs / (point.durationS() * MS_PER_S),
        counted * paused / all,
        totalMs / (cycles * STOPS_IN_A_CYCLE),
        longestMs,
        point.cpu().throttledShare());
  }

  /** Whether they are worth a sentence. */
  boolean matter() {
    return countedShare >= COUNTED_AS_MUCH || timeShare >= MUCH_OF_THE_TIME;
  }

  /** In a few words: {@code 2% of the time, up to 20 ms at once}, and what they wait for. */
  String words() {
    return FigureText.percent(timeShare)
        + " of the time, up to "
        + FigureText.time(longestMs)
        + " at once"
        + (meanMs < WAITS_FOR_A_CORE_MS
            ? ""
            : ", mostly waiting for a thread that has no core"
                + (throttledShare == null || throttledShare == 0
                    ? ""
                    : " (the CPU limit throttles in "
                        + FigureText.percent(throttledShare)
                        + " of the periods)"));
  }
}
