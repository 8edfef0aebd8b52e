package headroom.model.kernel;

/**
 * How many threads of some kind a core has had in the recent past: an exponential average with a
 * half-life of 32 periods of 2^20 ns. Source: {@code kernel/sched/pelt.c}. Within a period the
 * decay is linear here, which is off by less than 0.0001; the kernel brings the averages of idle
 * cores up to date at its ticks, here they always are.
 */
final class Utilisation {
  private static final int PERIOD_BITS = 20;
  private static final int HALF_LIFE = 32;
  private static final double PERIOD_NS = 1 << PERIOD_BITS;

  /** What is left of an average after so many periods; of a second and more nothing. */
  private static final double[] LEFT = new double[32 * HALF_LIFE];

  static {
    for (int i = 0; i < LEFT.length; i++) {
      LEFT[i] = StrictMath.pow(0.5, (double) i / HALF_LIFE);
    }
  }

  private double value;
  private long sinceNs;
  private int threads;

  /** From now on it has so many. */
  void change(int threadsNow, long nowNs) {
    value = at(nowNs);
    sinceNs = nowNs;
    threads = threadsNow;
  }

  /** The average now. */
  double at(long nowNs) {
    return threads + (value - threads) * left(nowNs - sinceNs);
  }

  private static double left(long elapsedNs) {
    long periods = elapsedNs >> PERIOD_BITS;
    if (periods >= LEFT.length - 1) {
      return 0;
    }
    double whole = LEFT[(int) periods];
    double part = (elapsedNs - (periods << PERIOD_BITS)) / PERIOD_NS;
    return whole - part * (whole - LEFT[(int) periods + 1]);
  }
}
