package headroom.model;

import headroom.model.observe.Observation;
import org.jspecify.annotations.Nullable;

/** Runs one replication of a scenario: wires the layers and hands out what was observed. */
public final class Simulation {
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
    return run(scenario, replication, null, null);
  }

  /**
   * Runs replication {@code replication} (from 0) of {@code scenario}, telling the listeners that
   * are not null.
   */
  public static Observation run(
      Scenario scenario,
      int replication,
      @Nullable RequestListener requests,
      @Nullable ProgressListener progress) {
    throw new IllegalStateException("not wired yet");
  }
}
