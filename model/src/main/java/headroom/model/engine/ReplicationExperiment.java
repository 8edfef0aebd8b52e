package headroom.model.engine;

import java.util.Map;
import nl.tudelft.simulation.dsol.experiment.Experiment;
import nl.tudelft.simulation.dsol.experiment.ExperimentReplication;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.naming.context.ContextInterface;
import nl.tudelft.simulation.naming.context.JvmContext;
import org.djutils.event.Event;

/**
 * A DSOL experiment that runs in the calling thread.
 *
 * <p>DSOL's naming context is one tree for the whole JVM, made and changed without a lock; every
 * use of it here holds the lock on this class.
 */
final class ReplicationExperiment extends Experiment<Long, HeadroomSimulator> {
  private static final long serialVersionUID = 1;

  private final ReplicationModel replicationModel;

  /**
   * A naming context of its own. DSOL's initial context reads its settings from the class path and
   * cannot do so from a jar whose path holds a space (djutils-base 2.4.2, ResourceResolver).
   */
  private final transient ContextInterface ownContext = new JvmContext("headroom");

  ReplicationExperiment(
      String id,
      HeadroomSimulator simulator,
      ReplicationModel model,
      long warmUpNs,
      long lengthNs,
      int replications) {
    super(id, simulator, model, 0L, warmUpNs, lengthNs, replications);
    this.replicationModel = model;
    setStreamUpdater((name, stream, replication) -> stream.setSeed(replication));
  }

  @Override
  public ContextInterface getContext() {
    return ownContext;
  }

  /** Runs all replications, one after the other, up to the first that fails. */
  void runHere() throws Exception {
    fireEvent(START_EXPERIMENT_EVENT, null);
    for (int i = 0; i < getNumberOfReplications(); i++) {
      startNextReplication();
      Exception failure = getSimulator().failure();
      if (failure != null) {
        throw failure;
      }
    }
    endExperiment();
  }

  /** Unbinds all that this experiment has put into the naming context and lets go of listeners. */
  void close() {
    getSimulator().cleanUp();
    removeAllListeners();
    synchronized (ReplicationExperiment.class) {
      for (ExperimentReplication<Long, HeadroomSimulator> replication : getStartedReplications()) {
        replication.removeFromContext();
      }
      removeFromContext();
    }
  }

  @Override
  protected ExperimentReplication<Long, HeadroomSimulator> makeExperimentReplication() {
    synchronized (ReplicationExperiment.class) {
      return super.makeExperimentReplication();
    }
  }

  @Override
  public void notify(Event event) {
    if (event.getType().equals(Replication.END_REPLICATION_EVENT)
        && getSimulator().failure() == null) {
      endReplication();
      fireEvent(event);
    }
  }

  @Override
  protected void endReplication() {
    Map<String, Double> outputs = replicationModel.outputs();
    synchronized (ReplicationExperiment.class) {
      replicationModel.register(outputs);
    }
    super.endReplication();
  }
}
