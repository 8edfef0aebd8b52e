package headroom.model.go.collector;

import headroom.model.engine.EventOrder;

/** The kinds of events of the collector. */
final class CollectorEvents {
  /** Something that the collector waits for is due. */
  static final int DUE = EventOrder.UPPER_TICK + 3;

  /** Subjects: the last cycle may be two minutes old; the scavenger may have to wake. */
  static final int FORCED_CYCLE = 0;

  static final int SCAVENGER = 1;

  private CollectorEvents() {}
}
