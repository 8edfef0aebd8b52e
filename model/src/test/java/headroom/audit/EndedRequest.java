package headroom.audit;

import headroom.model.Simulation.Outcome;

/** A request that ended, as a listener was told. */
public record EndedRequest(
    long index, int classIndex, long arrivalNs, long startNs, long endNs, Outcome outcome) {

  /** Whether it was served to its end. */
  public boolean isCompleted() {
    return outcome == Outcome.COMPLETED;
  }

  /** When it left the queue: a worker took it, or it was rejected. */
  long leftQueueNs() {
    return isCompleted() ? startNs : endNs;
  }
}
