package headroom.model.go.collector;

import headroom.model.engine.EventOrder;

/** The kinds of events of the collector. */
final class CollectorEvents {
  /** The last cycle may be two minutes old; subject: 0. */
  static final int PERIOD = EventOrder.UPPER_TICK + 3;

  private CollectorEvents() {}
}
