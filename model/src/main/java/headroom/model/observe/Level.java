package headroom.model.observe;

/** A number that goes up and down, and its time average over a window. */
final class Level {
  private final long fromNs;
  private final long toNs;
  private long level;
  private long peak;
  private long sinceNs;
  private double area;

  Level(long fromNs, long toNs) {
    this.fromNs = fromNs;
    this.toNs = toNs;
  }

  long level() {
    return level;
  }

  /**
   * Changes by {@code difference} as of {@code asOfNs}, which may lie a little before {@code
   * nowNs}.
   */
  void change(int difference, long asOfNs, long nowNs) {
    area += (double) level * inWindow(sinceNs, nowNs);
    area += (double) difference * inWindow(asOfNs, nowNs);
    level += difference;
    if (level > peak) {
      peak = level;
    }
    sinceNs = nowNs;
    assert level >= 0 : "fewer than none";
  }

  /** The highest level since the last call. */
  long takePeak() {
    long highest = peak;
    peak = level;
    return highest;
  }

  /** The time average over the window, which lies in the past. */
  double mean() {
    return (area + (double) level * inWindow(sinceNs, Long.MAX_VALUE)) / (toNs - fromNs);
  }

  private long inWindow(long a, long b) {
    return Math.max(0, Math.min(b, toNs) - Math.max(a, fromNs));
  }
}
