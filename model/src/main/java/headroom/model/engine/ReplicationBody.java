package headroom.model.engine;

import java.util.Map;

/** A model during one replication. Made anew for each, so nothing has to be reset. */
public interface ReplicationBody {

  /** Wires the model and schedules its first events. */
  void construct(HeadroomSimulator simulator);

  /**
   * Handles one event that was scheduled by {@link HeadroomSimulator#schedule}; its time is the
   * simulator's now.
   */
  void handle(int kind, int subject);

  /**
   * The warm-up is over. Comes before every event of the model at that time, and with a warm-up of
   * 0 before the first event of all; never if the replication finishes earlier.
   */
  void warmedUp();

  /** The last event has been handled. Does not come after a failure. */
  void ended();

  /**
   * Values by name that DSOL is to tally over the replications; asked for once, after {@link
   * #ended}. None if the body keeps its figures itself.
   */
  default Map<String, Double> outputs() {
    return Map.of();
  }
}
