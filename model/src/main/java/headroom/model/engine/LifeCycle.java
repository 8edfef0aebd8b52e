package headroom.model.engine;

import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.LambdaSimEvent;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.DsolModel;
import nl.tudelft.simulation.dsol.simulators.ReplicationState;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.jspecify.annotations.Nullable;

/**
 * The life of a replication: from its initialization through starts and stops to its end, with
 * DSOL's states and notifications, all in the calling thread.
 */
@SuppressWarnings(
    "SynchronizeOnNonFinalField") // DSOL's semaphore, replaced only by deserialization
abstract class LifeCycle extends NanosecondSimulator {
  /** Before everything at its time, as in DSOL's {@code DevsSimulator.initialize}. */
  private static final short WARM_UP_PRIORITY = SimEventInterface.MAX_PRIORITY + 1;

  /** After everything at its time, as in DSOL's {@code DevsSimulator.initialize}. */
  private static final short END_PRIORITY = SimEventInterface.MIN_PRIORITY - 1;

  /** Whose events are handled; null without a model. */
  @Nullable ReplicationBody body;

  private @Nullable Exception failure;
  private boolean inLifeCycle;

  LifeCycle(String id) {
    super(id);
  }

  /** Forgets the inner events, since a replication ends. */
  abstract void clearInner();

  /** A new replication begins, without inner events. */
  abstract void resetInner();

  /** The exception that ended the replication, or null. */
  public final @Nullable Exception failure() {
    return failure;
  }

  /** Whose events are handled from the next {@code initialize} on. */
  final void setBody(@Nullable ReplicationBody next) {
    body = next;
  }

  @Override
  public void initialize(
      DsolModel<Long, ? extends SimulatorInterface<Long>> nextModel,
      Replication<Long> nextReplication,
      boolean cleanUp) {
    if (isStartingOrRunning()) {
      throw new SimRuntimeException("Cannot initialize a running simulator");
    }
    synchronized (semaphore) {
      if (isInitialized() && cleanUp) {
        cleanUp();
      }
      eventList.clear();
      resetInner();
      failure = null;
      replication = nextReplication;
      model = nextModel;
      moveClockTo(nextReplication.getStartTime());
      nextModel.getOutputStatistics().clear();
      nextModel.constructModel();
      runState = RunState.INITIALIZED;
      replicationState = ReplicationState.INITIALIZED;
      scheduleEvent(
          new LambdaSimEvent<>(nextReplication.getWarmupTime(), WARM_UP_PRIORITY, this::warmup));
      scheduleEvent(
          new LambdaSimEvent<>(nextReplication.getEndTime(), END_PRIORITY, this::endReplication));
    }
  }

  /**
   * Not offered: DSOL keeps the list of these calls to itself. Schedule in {@link
   * ReplicationBody#construct}.
   */
  @Override
  public void addScheduledMethodOnInitialize(Object target, String method, Object[] args) {
    throw new UnsupportedOperationException("schedule in the construction of the model");
  }

  /**
   * Runs, in the calling thread, until the limit is reached, the run is stopped, or the replication
   * ends.
   */
  @Override
  public void startImpl() {
    checkStartable();
    synchronized (semaphore) {
      runState = RunState.STARTING;
      if (replicationState == ReplicationState.INITIALIZED) {
        fireTimedEvent(Replication.START_REPLICATION_EVENT, null, getSimulatorTime());
        replicationState = ReplicationState.STARTED;
      }
      fireEvent(SimulatorInterface.STARTING_EVENT, null);
    }
    if (inLifeCycle) {
      return; // a listener of STOP started again; the loop below, further up the stack, goes on
    }
    inLifeCycle = true;
    try {
      while (isStarting()) {
        runState = RunState.STARTED;
        fireTimedEvent(SimulatorInterface.START_EVENT, null, getSimulatorTime());
        run();
        if (replicationState == ReplicationState.ENDING && failure == null && body != null) {
          body.ended();
        }
        runState = RunState.STOPPED;
        fireTimedEvent(SimulatorInterface.STOP_EVENT, null, getSimulatorTime());
      }
    } finally {
      inLifeCycle = false;
      if (isStartingOrRunning()) {
        runState = RunState.STOPPED; // an Error or a listener's exception is on its way out
      }
    }
    if (replicationState == ReplicationState.ENDING) {
      replicationState = ReplicationState.ENDED;
      runState = RunState.ENDED;
      fireTimedEvent(Replication.END_REPLICATION_EVENT, null, getSimulatorTime());
    }
  }

  private void checkStartable() {
    if (isStartingOrRunning() || isStopping()) {
      throw new SimRuntimeException("Cannot start a simulator that is " + runState);
    }
    if (!isInitialized() || replication == null) {
      throw new SimRuntimeException("Cannot start an uninitialized simulator");
    }
    if (replicationState != ReplicationState.INITIALIZED
        && replicationState != ReplicationState.STARTED) {
      throw new SimRuntimeException("Cannot start a replication that is " + replicationState);
    }
    if (nowNs >= replication.getEndTime()) {
      throw new SimRuntimeException(
          "Cannot start at " + nowNs + " ns, at or past the end of the replication");
    }
  }

  @Override
  public void warmup() {
    super.warmup();
    if (body != null) {
      body.warmedUp();
    }
  }

  @Override
  public void endReplication() {
    if (replicationState != ReplicationState.INITIALIZED
        && replicationState != ReplicationState.STARTED) {
      throw new SimRuntimeException("Cannot end a replication that is " + replicationState);
    }
    replicationState = ReplicationState.ENDING;
    if (isStartingOrRunning()) {
      runState = RunState.STOPPING;
    }
    leaveBatch = true;
    eventList.clear();
    clearInner();
  }

  @Override
  protected void stopImpl() {
    super.stopImpl();
    leaveBatch = true;
  }

  /** Keeps the first exception and ends the replication. */
  @Override
  protected void handleSimulationException(Exception exception) {
    boolean wrapped =
        exception instanceof SimRuntimeException
            && exception.getCause() instanceof RuntimeException;
    Exception origin = wrapped ? (RuntimeException) exception.getCause() : exception;
    if (failure == null) {
      failure = origin;
    } else if (failure != origin) {
      failure.addSuppressed(origin);
    }
    if (replicationState == ReplicationState.INITIALIZED
        || replicationState == ReplicationState.STARTED) {
      endReplication();
    }
  }
}
