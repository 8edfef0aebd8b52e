package headroom.model;

import headroom.model.engine.ReplicationRunner;
import headroom.model.observe.Observation;
import headroom.model.random.Streams;
import org.jspecify.annotations.Nullable;

/** Runs one replication of a scenario: wires the layers and hands out what was observed. */
public final class Simulation {
  /** A run is given up when measured requests are still there this many windows after its end. */
  private static final int LONGEST_DRAIN = 2;

  private Simulation() {}

  /** What a request came to. */
  public enum Outcome {
    COMPLETED,
    REJECTED,
    TIMED_OUT
  }

  /**
   * Told of every request that ends, inside and outside the measured window, in the order of their
   * ends.
   */
  public interface RequestListener {
    /**
     * A request ended.
     *
     * @param index the number of the request, from 0 in order of arrival
     * @param arrivalNs its intended arrival
     * @param startNs when a worker took it; meaningless for a rejected one
     * @param endNs when it completed or was rejected
     */
    void ended(
        long index, int classIndex, long arrivalNs, long startNs, long endNs, Outcome outcome);
  }

  /** Told now and then how far a replication is. */
  public interface ProgressListener {
    /** Simulated time has reached {@code nowNs} of about {@code endNs}. */
    void reached(long nowNs, long endNs);
  }

  /** Runs replication {@code replication} (from 0) of {@code scenario}. */
  public static Observation run(Scenario scenario, int replication) {
    return run(scenario, replication, Listeners.NONE);
  }

  /** The same, telling those of the listeners that are not null. */
  public static Observation run(
      Scenario scenario,
      int replication,
      @Nullable RequestListener requests,
      @Nullable ProgressListener progress) {
    return run(scenario, replication, Listeners.of(requests, progress));
  }

  /** Runs replication {@code replication} (from 0) of {@code scenario}, telling the listeners. */
  public static Observation run(Scenario scenario, int replication, Listeners listeners) {
    Window window = scenario.window();
    ReplicationWiring wiring =
        new ReplicationWiring(scenario, new Streams(scenario.seed(), replication), listeners);
    ReplicationRunner.run(number -> wiring, replication, 1, window.warmUpNs(), latestEndNs(window));
    return wiring.observation();
  }

  /**
   * When a run is given up, ns: requests keep coming until all measured ones have ended, but not
   * beyond this.
   */
  public static long latestEndNs(Window window) {
    return window.endNs() + LONGEST_DRAIN * window.durationNs();
  }
}
