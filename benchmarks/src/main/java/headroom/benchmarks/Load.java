package headroom.benchmarks;

import headroom.model.random.KeyedStream;

/** A model that all engines run alike, for a given number of events. */
abstract class Load {
  /** The mean of all times that are drawn, ns. */
  static final double MEAN_NS = 1e6;

  private final Draws draws;
  private final long eventLimit;
  private long events;

  Load(Draws draws, long eventLimit) {
    this.draws = draws;
    this.eventLimit = eventLimit;
  }

  /** Exponential times of mean {@link #MEAN_NS}. */
  interface Draws {
    /** The next time, ns. */
    long nextNs();
  }

  /** Times from a table, so that drawing them costs next to nothing. */
  private static final class TableDraws implements Draws {
    private static final int TABLE = 1 << 16;
    private static final long[] EXPONENTIAL_NS = table();

    private int drawn;

    private static long[] table() {
      KeyedStream stream = KeyedStream.of(1, 0, "benchmark");
      long[] values = new long[TABLE];
      for (int i = 0; i < TABLE; i++) {
        values[i] = Math.round(-MEAN_NS * StrictMath.log(stream.nextOpen()));
      }
      return values;
    }

    @Override
    public long nextNs() {
      drawn++;
      return EXPONENTIAL_NS[drawn & (TABLE - 1)];
    }
  }

  /** The load by the name that a benchmark's parameter has. */
  static Load of(String name, long eventLimit) {
    Draws draws = new TableDraws();
    return switch (name) {
      case "HOLD_100" -> new HoldLoad(100, draws, eventLimit);
      case "HOLD_10000" -> new HoldLoad(10_000, draws, eventLimit);
      case "MM1" -> new QueueLoad(1, 0.9, draws, eventLimit);
      case "MM8" -> new QueueLoad(8, 0.9, draws, eventLimit);
      default -> throw new IllegalArgumentException("no load " + name);
    };
  }

  /** The next time, ns. */
  final long drawNs() {
    return draws.nextNs();
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
