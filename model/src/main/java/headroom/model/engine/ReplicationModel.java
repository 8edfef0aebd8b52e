package headroom.model.engine;

import headroom.model.random.KeyedStream;
import java.util.Map;
import java.util.function.IntFunction;
import nl.tudelft.simulation.dsol.experiment.StreamInformation;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.statistics.SimTally;
import org.jspecify.annotations.Nullable;

/**
 * What DSOL sees of a model: it makes a new body for each replication and shows the body's outputs
 * as tallies.
 */
final class ReplicationModel extends AbstractDsolModel<Long, HeadroomSimulator> {
  private static final long serialVersionUID = 1;

  private transient @Nullable IntFunction<ReplicationBody> bodies;
  private int nextReplication;
  private transient @Nullable ReplicationBody body;

  ReplicationModel(
      HeadroomSimulator simulator, IntFunction<ReplicationBody> bodies, int firstReplication) {
    // Bodies draw from keyed streams of their own; DSOL's default, a MersenneTwister, is costly to
    // make.
    super(simulator, new StreamInformation(KeyedStream.of(0, 0, "dsol")));
    this.bodies = bodies;
    this.nextReplication = firstReplication;
  }

  @Override
  public void constructModel() {
    IntFunction<ReplicationBody> maker = bodies;
    if (maker == null) {
      throw new IllegalStateException("the model has been let go");
    }
    ReplicationBody next = maker.apply(nextReplication++);
    body = next;
    simulator.setBody(next);
    next.construct(simulator);
  }

  /** Drops all references to the model. Allocates nothing. */
  void letGo() {
    bodies = null;
    body = null;
    simulator.setBody(null);
  }

  /** The outputs of the replication that has just ended. */
  Map<String, Double> outputs() {
    return body == null ? Map.of() : body.outputs();
  }

  /** Registers each output once, in a tally of its name. */
  void register(Map<String, Double> outputs) {
    for (Map.Entry<String, Double> output : outputs.entrySet()) {
      // a slash separates the levels of DSOL's naming context
      String key = output.getKey().replace('/', '|');
      new SimTally<>(key, output.getKey(), this).register(output.getValue());
    }
  }
}
