package headroom.experiments.result;

/**
 * What a run cost in wall-clock time: the content of {@code timing.json}, kept apart because it
 * differs from run to run.
 *
 * @param wallS from start to end
 * @param threads that simulated
 * @param simulatedS simulated time, warm-up included, summed over replications
 * @param eventsPerS events of all threads per second of wall-clock time
 * @param simulatedPerWall simulated time over wall-clock time
 */
public record Timing(
    double wallS,
    int threads,
    double simulatedS,
    long events,
    double eventsPerS,
    double simulatedPerWall) {
  public Timing {
    wallS = Figures.rounded(wallS);
    simulatedS = Figures.rounded(simulatedS);
    eventsPerS = Figures.rounded(eventsPerS);
    simulatedPerWall = Figures.rounded(simulatedPerWall);
  }

  /** The timing of {@code result}, which took {@code wallS} seconds on {@code threads} threads. */
  public static Timing of(Result result, double wallS, int threads) {
    double simulatedS = 0;
    long events = 0;
    for (PointResult point : result.points()) {
      simulatedS += (point.warmupS() + point.durationS()) * point.replications();
      events += point.events();
    }
    return new Timing(wallS, threads, simulatedS, events, events / wallS, simulatedS / wallS);
  }
}
