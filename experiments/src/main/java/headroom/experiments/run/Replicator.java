package headroom.experiments.run;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.observe.Observation;

/**
 * Runs one replication. Called by several threads at once; must depend on nothing but its
 * arguments.
 */
@FunctionalInterface
public interface Replicator {
  /**
   * Runs replication {@code replication} of {@code scenario} and tells {@code progress} how far it
   * is.
   */
  Observation run(Scenario scenario, int replication, Simulation.ProgressListener progress);

  /** The simulator. */
  static Replicator simulator() {
    return (scenario, replication, progress) ->
        Simulation.run(scenario, replication, null, progress);
  }
}
