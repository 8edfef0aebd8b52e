package headroom.model.go.collector;

/** A level that is known whenever it changes, and its peak since it was last asked for. */
final class WatchedLevel {
  private long level;
  private long peak;

  void set(long now) {
    level = now;
    peak = Math.max(peak, now);
  }

  long level() {
    return level;
  }

  /** The highest level since the last call. */
  long takePeak() {
    long highest = peak;
    peak = level;
    return highest;
  }
}
