package headroom.model.engine;

import ch.qos.logback.classic.Level;
import java.util.concurrent.atomic.AtomicLong;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.simulators.ReplicationState;
import nl.tudelft.simulation.dsol.simulators.RunState;
import nl.tudelft.simulation.dsol.simulators.SimulatorInterface;
import org.djutils.logger.CategoryLogger;

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
public final class HeadroomSimulator extends LifeCycle {
  /**
   * Inner events handled before the lock is taken anew, so that a stop from another thread is seen.
   */
  private static final int BATCH = 4096;

  private static final AtomicLong CREATED = new AtomicLong();

  private final EventSet events = new EventSet();
  private long eventsHandled;
  private boolean finished;

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
   * @param kind see {@link EventOrder}; at equal times lower kinds come first
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

  @Override
  void clearInner() {
    events.clear();
  }

  @Override
  void resetInner() {
    events.clear();
    finished = false;
    eventsHandled = 0;
  }

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
      if (timeNs > lastNs || (timeNs == Long.MAX_VALUE && pending.isEmpty())) {
        return true;
      }
      long tag = pending.takeFirst();
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
}
