package headroom.experiments.run;

/** Told how far the work is, by one thread at a time, often; whoever shows it decides how often. */
@FunctionalInterface
public interface RunProgress {
  /** Tells nobody. */
  RunProgress NONE = state -> {};

  /** The work has advanced to {@code state}. */
  void advanced(State state);

  /**
   * How far the work is. Totals grow when a precision needs more replications.
   *
   * @param simulatedS simulated seconds so far, over all replications, and {@code plannedS} those
   *     known to be needed
   * @param replicationsDone pilot runs included, of {@code replications} known to be needed
   * @param events handled by the replications that are done
   */
  record State(
      double simulatedS, double plannedS, int replicationsDone, int replications, long events) {}
}
