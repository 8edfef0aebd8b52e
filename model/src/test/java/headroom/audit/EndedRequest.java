package headroom.audit;

import headroom.model.Simulation.Outcome;

/** A request that ended, as a listener was told. */
public record EndedRequest(
    long index, int classIndex, long arrivalNs, long startNs, long endNs, Outcome outcome) {

  /** Whether it was served to its end. */
  public boolean isCompleted() {
    return outcome == Outcome.COMPLETED;
  }

  /** Whether a worker took it, if its client did not repeat it or give it up. */
  boolean isStarted() {
    return outcome != Outcome.REJECTED;
  }

  /** When it left the queue: a worker took it, or it was rejected. */
  long leftQueueNs() {
    return isStarted() ? startNs : endNs;
  }
}
