package headroom.model.engine;

/**
 * The order of events at the same time: what ends then is handled before what begins then. A kind
 * of event is the number of a phase plus 0 to 3; the layers number their own kinds. At equal times
 * the lower kind goes first, then the order of scheduling.
 */
public final class EventOrder {
  /** Something outside becomes ready or returns. */
  public static final int READINESS = 0;

  /** Something that sleeps wakes up. */
  public static final int WAKE_UP = 4;

  /** Work ends. */
  public static final int END_OF_WORK = 8;

  /** A lower layer looks at its clock. */
  public static final int LOWER_TICK = 12;

  /** An upper layer looks at its clock. */
  public static final int UPPER_TICK = 16;

  /** What was set to this time is due. */
  public static final int ALARM = 20;

  /** New work comes from outside. */
  public static final int ARRIVAL = 24;

  /** The state of all layers is sampled. */
  public static final int OBSERVATION = 28;

  private EventOrder() {}
}
