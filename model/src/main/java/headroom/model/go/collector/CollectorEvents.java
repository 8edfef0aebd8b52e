package headroom.model.go.collector;

import headroom.model.engine.Phase;

/** The kinds of events of the collector. */
final class CollectorEvents {
  /** The last cycle may be two minutes old; subject: 0. */
  static final int PERIOD = Phase.UPPER_TICK + 3;

  private CollectorEvents() {}
}
