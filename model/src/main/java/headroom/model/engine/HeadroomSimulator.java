package headroom.model.engine;

import ch.qos.logback.classic.Level;
import java.util.concurrent.atomic.AtomicLong;
import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.experiment.Replication;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.LambdaSimEvent;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.model.DsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.ReplicationState;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.logger.CategoryLogger;
import org.jspecify.annotations.Nullable;

/**
 * A DSOL simulator with a clock in nanoseconds and a second, primitive set of events for the model
 * (the inner set, beside DSOL's event list, the outer one).
 *
 * <p>Differences from DSOL's own: {@code start} and its siblings run in the calling thread and
 * return when the run has stopped, with the same states and notifications in the same order;
 * TIME_CHANGED comes for outer events only; a stopping condition is tested after outer events only;
 * ending a replication early leaves the clock where it stands; an exception ends the replication
 * and is kept in {@link #failure} instead of being printed; {@code addScheduledMethodOnInitialize}
 * is refused. At equal times an outer event of normal or higher priority comes before the inner
 * ones, a lower one after them.
 *
 * <p>Used by one thread at a time; only {@code stop} may be called from another.
 */
@SuppressWarnings(
    "SynchronizeOnNonFinalField") // DSOL's semaphore, replaced only by deserialization
public final class HeadroomSimulator extends DevsSimulator<Long> {
  /**
   * Inner events handled before the lock is taken anew, so that a stop from another thread is seen.
   */
  private static final int BATCH = 4096;

  /** Before everything at its time, as in DSOL's {@code DevsSimulator.initialize}. */
  private static final short WARM_UP_PRIORITY = SimEventInterface.MAX_PRIORITY + 1;

  /** After everything at its time, as in DSOL's {@code DevsSimulator.initialize}. */
  private static final short END_PRIORITY = SimEventInterface.MIN_PRIORITY - 1;

  private static final AtomicLong CREATED = new AtomicLong();

  private final EventSet events = new EventSet();
  private @Nullable ReplicationBody body;
  private @Nullable Exception failure;
  private long nowNs;
  private long eventsHandled;
  private boolean leaveBatch;
  private boolean finished;
  private boolean inLifeCycle;

  private HeadroomSimulator(String id) {
    super(id);
  }

  /**
   * A new simulator. Its constructor replaces a log category that all simulators share, hence the
   * lock: two at a time fail now and then in DSOL 4.3.2 ({@code SimLogger}).
   */
  public static HeadroomSimulator create() {
    synchronized (HeadroomSimulator.class) {
      CategoryLogger.setLogLevelAll(Level.OFF);
      CategoryLogger.setLogLevel(CategoryLogger.CAT_ALWAYS, Level.OFF);
      return new HeadroomSimulator("headroom-" + CREATED.incrementAndGet());
    }
  }

  /** The simulated time, ns. */
  public long now() {
    return nowNs;
  }

  /**
   * Schedules an event of the model.
   *
   * @param timeNs not before {@link #now}
   * @param kind see {@link Phase}; at equal times lower kinds come first
   * @param subject 0 to 2^24 - 1
   * @throws IllegalStateException if the time lies in the past
   * @throws IllegalArgumentException if kind or subject is out of range
   */
  public void schedule(long timeNs, int kind, int subject) {
    if (timeNs < nowNs) {
      throw new IllegalStateException(
          "event of kind " + kind + " at " + timeNs + " ns lies before now, " + nowNs + " ns");
    }
    events.add(timeNs, kind, subject);
  }

  /**
   * Ends the replication early, after the event that is being handled; the clock stays at that
   * event.
   */
  public void finish() {
    finished = true;
    leaveBatch = true;
  }

  /** The number of inner events handled in this replication. */
  public long eventsHandled() {
    return eventsHandled;
  }

  /** The exception that ended the replication, or null. */
  public @Nullable Exception failure() {
    return failure;
  }

  /** Whose events are handled from the next {@code initialize} on. */
  void setBody(@Nullable ReplicationBody next) {
    body = next;
  }

  // ------------------------------------------------------------------------------------------------- life cycle

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
      events.clear();
      failure = null;
      finished = false;
      eventsHandled = 0;
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
    events.clear();
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

  // ------------------------------------------------------------------------------------------------------ loop

  @Override
  public void run() {
    runflag = true;
    while (!isStoppingOrStopped()) {
      synchronized (semaphore) {
        try {
          if (finished && replicationState == ReplicationState.STARTED) {
            endReplication();
          } else {
            runBatch();
          }
        } catch (Exception exception) {
          handleSimulationException(exception);
        }
      }
    }
    simulatorTime = nowNs;
  }

  /**
   * Handles inner events up to the next outer one or the limit, or a batch of them; then what
   * stands at the limit.
   */
  private void runBatch() {
    SimEventInterface<Long> outer = eventList.isEmpty() ? null : eventList.first();
    long runUntilNs = runUntilTime;
    long lastNs = runUntilIncluding ? runUntilNs : runUntilNs - 1;
    if (outer != null) {
      boolean outerFirst = outer.getPriority() >= SimEventInterface.NORMAL_PRIORITY;
      lastNs = Math.min(lastNs, outer.getAbsoluteExecutionTime() - (outerFirst ? 1 : 0));
    }
    if (!drainThrough(lastNs)) {
      return;
    }
    if (outer == null || isBeyondLimit(outer.getAbsoluteExecutionTime())) {
      moveClockTo(runUntilNs);
      runState = RunState.STOPPING;
    } else {
      stepOuter();
    }
  }

  /**
   * Handles inner events until {@code lastNs}.
   *
   * @return whether none is left until then; false if the batch was left for another reason
   */
  private boolean drainThrough(long lastNs) {
    ReplicationBody handler = body;
    if (handler == null) {
      return true;
    }
    EventSet pending = events;
    leaveBatch = false;
    for (int left = BATCH; left > 0; left--) {
      long timeNs = pending.firstTimeNs();
      if (timeNs > lastNs || pending.isEmpty()) {
        return true;
      }
      long tag = pending.firstTag();
      pending.removeFirst();
      nowNs = timeNs;
      eventsHandled++;
      handler.handle(EventSet.kindOf(tag), EventSet.subjectOf(tag));
      if (leaveBatch) {
        return false;
      }
    }
    return false;
  }

  private boolean isBeyondLimit(long timeNs) {
    return timeNs > runUntilTime || (timeNs == runUntilTime && !runUntilIncluding);
  }

  private void stepOuter() {
    SimEventInterface<Long> event = eventList.removeFirst();
    Long time = event.getAbsoluteExecutionTime();
    if (time != nowNs) {
      fireUnverifiedTimedEvent(SimulatorInterface.TIME_CHANGED_EVENT, null, time);
    }
    moveClockTo(time);
    event.execute();
    if (replicationState == ReplicationState.STARTED) {
      checkStoppingCondition();
    }
  }

  /** Handles one event of either set. */
  @Override
  protected void stepImpl() {
    SimEventInterface<Long> outer = eventList.isEmpty() ? null : eventList.first();
    long innerNs = events.firstTimeNs();
    boolean inner = !events.isEmpty() && body != null;
    if (inner && outer != null) {
      long outerNs = outer.getAbsoluteExecutionTime();
      inner =
          innerNs < outerNs
              || (innerNs == outerNs && outer.getPriority() < SimEventInterface.NORMAL_PRIORITY);
    }
    if (inner) {
      stepInner();
    } else if (outer != null) {
      stepOuter();
    }
    if (finished && replicationState == ReplicationState.STARTED) {
      endReplication();
    }
  }

  private void stepInner() {
    moveClockTo(events.firstTimeNs());
    long tag = events.firstTag();
    events.removeFirst();
    eventsHandled++;
    if (body != null) {
      body.handle(EventSet.kindOf(tag), EventSet.subjectOf(tag));
    }
  }

  private void moveClockTo(long timeNs) {
    nowNs = timeNs;
    simulatorTime = timeNs;
  }

  // ---------------------------------------------------------------------------------------- DSOL's
  // own interface

  @Override
  public Long getSimulatorTime() {
    return nowNs;
  }

  @Override
  public SimEventInterface<Long> scheduleEvent(SimEventInterface<Long> event) {
    synchronized (semaphore) {
      if (event.getAbsoluteExecutionTime() < nowNs) {
        throw new SimRuntimeException(
            "cannot schedule an event at "
                + event.getAbsoluteExecutionTime()
                + " ns, before now, "
                + nowNs
                + " ns");
      }
      eventList.add(event);
      leaveBatch = true;
      return event;
    }
  }

  @Override
  public boolean cancelEvent(SimEventInterface<Long> event) {
    synchronized (semaphore) {
      leaveBatch = true;
      return eventList.remove(event);
    }
  }

  @Override
  public synchronized void setEventList(EventListInterface<Long> list) {
    leaveBatch = true;
    super.setEventList(list);
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      Long delay, short priority, Object target, String method, Object[] args) {
    simulatorTime = nowNs; // DSOL's method reads the field
    return super.scheduleEventRel(delay, priority, target, method, args);
  }

  @Override
  public SimEventInterface<Long> scheduleEventRel(
      Long delay, short priority, Executable executable) {
    simulatorTime = nowNs;
    return super.scheduleEventRel(delay, priority, executable);
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(
      short priority, Object target, String method, Object[] args) {
    simulatorTime = nowNs;
    return super.scheduleEventNow(priority, target, method, args);
  }

  @Override
  public SimEventInterface<Long> scheduleEventNow(short priority, Executable executable) {
    simulatorTime = nowNs;
    return super.scheduleEventNow(priority, executable);
  }
}
