package headroom.model.engine;

import nl.tudelft.simulation.dsol.SimRuntimeException;
import nl.tudelft.simulation.dsol.eventlists.EventListInterface;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.Executable;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.SimEventInterface;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;

/**
 * DSOL's own interface on a clock in nanoseconds: the outer events, which live in DSOL's event
 * list. Whatever changes that list is to be seen by the loop at once.
 */
@SuppressWarnings(
    "SynchronizeOnNonFinalField") // DSOL's semaphore, replaced only by deserialization
abstract class NanosecondSimulator extends DevsSimulator<Long> {
  /** The simulated time, ns. */
  long nowNs;

  /** Whether the loop over inner events looks at the outer ones and at its limits again. */
  boolean leaveBatch;

  NanosecondSimulator(String id) {
    super(id);
  }

  final void moveClockTo(long timeNs) {
    nowNs = timeNs;
    simulatorTime = timeNs;
  }

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
