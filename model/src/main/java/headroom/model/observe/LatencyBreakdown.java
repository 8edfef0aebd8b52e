package headroom.model.observe;

/**
 * Where the time of requests went, kept by bands of latency, so that the breakdown of the requests
 * around a percentile can be read off without keeping requests. Bands are 1/16 of a power of two
 * wide (6 %).
 */
public final class LatencyBreakdown {
  private static final int SUB_BANDS = 16;
  private static final int BANDS = 64 * SUB_BANDS;
  private static final TimeComponent[] COMPONENTS = TimeComponent.values();
  private static final int FROZEN = COMPONENTS.length;

  private final long[] requests = new long[BANDS];

  /** By band, then component; behind the last component, for how long requests were frozen. */
  private final long[][] sumNs = new long[BANDS][];

  /**
   * Adds a request; {@code componentsNs} is indexed by the ordinal of {@link TimeComponent}.
   *
   * @param requestFrozenNs for how long the CPU quota stopped it, whatever it was waiting for
   */
  public void add(long latencyNs, long[] componentsNs, long requestFrozenNs) {
    int band = band(latencyNs);
    long[] sums = sumNs[band];
    if (sums == null) {
      sums = new long[FROZEN + 1];
      sumNs[band] = sums;
    }
    requests[band]++;
    for (int i = 0; i < COMPONENTS.length; i++) {
      sums[i] += componentsNs[i];
    }
    sums[FROZEN] += requestFrozenNs;
  }

  /** Adds a request that no CPU quota has stopped, or of which that is not asked. */
  public void add(long latencyNs, long[] componentsNs) {
    add(latencyNs, componentsNs, 0);
  }

  /** Adds all requests of {@code other}. */
  public void add(LatencyBreakdown other) {
    for (int band = 0; band < BANDS; band++) {
      long[] theirs = other.sumNs[band];
      if (theirs == null) {
        continue;
      }
      requests[band] += other.requests[band];
      if (sumNs[band] == null) {
        sumNs[band] = new long[FROZEN + 1];
      }
      for (int i = 0; i < theirs.length; i++) {
        sumNs[band][i] += theirs[i];
      }
    }
  }

  /** Requests added. */
  public long requests() {
    long sum = 0;
    for (long count : requests) {
      sum += count;
    }
    return sum;
  }

  /** The mean time in {@code component} over all requests, ns; 0 without requests. */
  public double meanNs(TimeComponent component) {
    return meanNs(component, 0);
  }

  /**
   * The mean time in {@code component}, ns, of the requests whose band is that of {@code latencyNs}
   * or slower.
   */
  public double meanNs(TimeComponent component, long latencyNs) {
    return meanNs(component.ordinal(), latencyNs);
  }

  /**
   * For how long the CPU quota stopped, ns, the requests whose band is that of {@code latencyNs} or
   * slower; the mean.
   */
  public double meanFrozenNs(long latencyNs) {
    return meanNs(FROZEN, latencyNs);
  }

  /**
   * The mean time in {@code component}, ns, of the requests whose band is that of {@code fromNs},
   * of {@code toNs} or between them.
   */
  public double meanBetweenNs(TimeComponent component, long fromNs, long toNs) {
    return meanNs(component.ordinal(), band(fromNs), band(toNs));
  }

  private double meanNs(int part, long latencyNs) {
    return meanNs(part, band(latencyNs), BANDS - 1);
  }

  private double meanNs(int part, int first, int last) {
    long count = 0;
    double sum = 0;
    for (int band = first; band <= last; band++) {
      count += requests[band];
      sum += sumNs[band] == null ? 0 : sumNs[band][part];
    }
    return count == 0 ? 0 : sum / count;
  }

  private static int band(long latencyNs) {
    if (latencyNs < SUB_BANDS) {
      return (int) Math.max(0, latencyNs);
    }
    int exponent = 63 - Long.numberOfLeadingZeros(latencyNs);
    int sub = (int) (latencyNs >>> (exponent - 4)) & (SUB_BANDS - 1);
    return Math.min(BANDS - 1, (exponent - 3) * SUB_BANDS + sub);
  }
}
