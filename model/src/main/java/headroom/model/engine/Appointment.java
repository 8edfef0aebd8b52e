package headroom.model.engine;

/**
 * One event of a kind and subject that may be moved or cancelled. What earlier plans leave in the
 * event set does nothing when it comes.
 */
public final class Appointment {
  private static final long NOT_PLANNED = -1;

  private final HeadroomSimulator simulator;
  private final int kind;
  private final int subject;
  private long dueNs = NOT_PLANNED;

  /** An appointment that is not planned. */
  public Appointment(HeadroomSimulator simulator, int kind, int subject) {
    this.simulator = simulator;
    this.kind = kind;
    this.subject = subject;
  }

  /** Plans it for {@code timeNs}, not before now, instead of what was planned. */
  public void plan(long timeNs) {
    dueNs = timeNs;
    simulator.schedule(timeNs, kind, subject);
  }

  /** Plans it for {@code timeNs} unless it is planned for then or earlier. */
  public void planBy(long timeNs) {
    if (dueNs == NOT_PLANNED || dueNs > timeNs) {
      plan(timeNs);
    }
  }

  /** It does not come. */
  public void cancel() {
    dueNs = NOT_PLANNED;
  }

  /** Whether it is planned. */
  public boolean isPlanned() {
    return dueNs != NOT_PLANNED;
  }

  /** When it is due; -1 if it is not planned. */
  public long dueNs() {
    return dueNs;
  }

  /** An event of its kind and subject has come: whether it is this one, which is then over. */
  public boolean comes() {
    if (dueNs != simulator.now()) {
      return false;
    }
    dueNs = NOT_PLANNED;
    return true;
  }
}
