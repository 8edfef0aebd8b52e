package headroom.benchmarks;

import headroom.model.random.KeyedStream;

/** A model that all engines run alike, for a given number of events. */
abstract class Load {
  private static final int TABLE = 1 << 16;
  private static final double MEAN_NS = 1e6;

  /** Exponential times of mean 1 ms, so that drawing them costs next to nothing. */
  private static final long[] EXPONENTIAL_NS = table();

  private final long eventLimit;
  private long events;
  private int drawn;

  Load(long eventLimit) {
    this.eventLimit = eventLimit;
  }

  private static long[] table() {
    KeyedStream stream = KeyedStream.of(1, 0, "benchmark");
    long[] values = new long[TABLE];
    for (int i = 0; i < TABLE; i++) {
      values[i] = Math.round(-MEAN_NS * StrictMath.log(stream.nextOpen()));
    }
    return values;
  }

  /** The load by the name that a benchmark's parameter has. */
  static Load of(String name, long eventLimit) {
    return switch (name) {
      case "HOLD_100" -> new HoldLoad(100, eventLimit);
      case "HOLD_10000" -> new HoldLoad(10_000, eventLimit);
      case "MM1" -> new QueueLoad(1, eventLimit);
      case "MM8" -> new QueueLoad(8, eventLimit);
      default -> throw new IllegalArgumentException("no load " + name);
    };
  }

  /** The next time from the table, ns. */
  final long drawNs() {
    drawn++;
    return EXPONENTIAL_NS[drawn & (TABLE - 1)];
  }

  /** Schedules the first events. */
  abstract void start(Agenda agenda);

  /** Handles one event. */
  abstract void handle(Agenda agenda, int kind, int subject);

  /** Counts an event that has been handled and finishes after the last. */
  final void count(Agenda agenda) {
    events++;
    if (events == eventLimit) {
      agenda.finish();
    }
  }

  /** A figure that all engines must agree on. */
  abstract long checksum();
}
