package headroom.cluster;

import headroom.experiments.run.RunProgress;
import java.io.Serializable;

/**
 * How far a point is.
 *
 * @param share of the point that is done, 0 to 1
 * @param simulatedS simulated seconds so far
 * @param replicationsDone pilot runs included
 * @param events handled by the replications that are done
 */
record Advance(double share, double simulatedS, int replicationsDone, long events)
    implements Serializable {
  static final Advance NONE = new Advance(0, 0, 0, 0);

  static Advance of(RunProgress.State state) {
    return new Advance(state.share(), state.simulatedS(), state.replicationsDone(), state.events());
  }

  /** This or {@code other}: a point that is run again begins anew, but what was shown stays. */
  Advance orFurther(Advance other) {
    return other.share > share ? other : this;
  }
}
