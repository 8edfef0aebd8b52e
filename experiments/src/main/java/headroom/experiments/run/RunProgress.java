package headroom.experiments.run;

/** Told how far the work is, by one thread at a time, often; whoever shows it decides how often. */
@FunctionalInterface
public interface RunProgress {
  /** A listener that does nothing. */
  RunProgress NONE = state -> {};

  /** The work has advanced to {@code state}. */
  void advanced(State state);

  /**
   * How far the work is.
   *
   * @param share of the work that is done, 0 to 1; never falls, also when a precision turns out to
   *     need more
   * @param pointsDone of {@code points}, a number that stands from the start
   * @param simulatedS simulated seconds so far, over all replications
   * @param replicationsDone pilot runs included
   * @param events handled by the replications that are done
   */
  record State(
      double share,
      int pointsDone,
      int points,
      double simulatedS,
      int replicationsDone,
      long events) {}
}
