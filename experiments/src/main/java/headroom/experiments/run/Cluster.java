package headroom.experiments.run;

/**
 * A way to run points on other machines. Found by {@link java.util.ServiceLoader}: the default
 * build has none.
 */
public interface Cluster {
  /**
   * Connects to the machines at {@code master}, in the words of the implementation.
   *
   * @param progress told how far the work on all machines is
   * @throws ClusterFailure if there is no such place, or nobody answers
   */
  Session connect(String master, RunProgress progress);

  /** Machines that are ready; close it to let them go. */
  interface Session extends PointService {
    /** Cores that simulate at the moment, of all machines together; they may come and go. */
    int cores();

    /** Points to have under way at once, so that no core waits. */
    int pointsAtOnce();
  }
}
