package headroom.experiments.statistics;

/**
 * How much of the beginning of a run to cut off. MSER-5 (White, Cobb and Spratt 2000, "A comparison
 * of five steady-state truncation heuristics"): of all truncations up to half the run, the one that
 * makes the squared standard error of the mean of what is left smallest, on means of five samples.
 *
 * <p>MSER-5 sees one path and may cut too little by luck. The warm-up therefore is the longest of
 * twice its truncation, five relaxation times of the series (its integrated autocorrelation: e^-5
 * is under one per cent) and a hundredth of the run, rounded up to a two-hundredth of the run and
 * never more than half of it.
 */
public final class WarmUpTruncation {
  /** Samples in a batch: the 5 of MSER-5. */
  private static final int BATCH = 5;

  private static final double TRUNCATIONS = 2;
  private static final double RELAXATION_TIMES = 5;
  private static final double LEAST_SHARE = 0.01;

  /** The warm-up is a multiple of the run over this. */
  private static final int STEPS = 200;

  private WarmUpTruncation() {}

  /**
   * The warm-up of a run, in ns.
   *
   * @param series samples of a level at equal distances over a run of {@code runNs} that began
   *     empty
   */
  public static long warmUpNs(double[] series, long runNs) {
    int truncation = mser5(series);
    double share = (double) truncation / Math.max(1, series.length);
    double relaxation = relaxationSamples(series, truncation) / Math.max(1, series.length);
    double wanted =
        Math.max(LEAST_SHARE, Math.max(TRUNCATIONS * share, RELAXATION_TIMES * relaxation));
    long steps = Math.min(STEPS / 2, (long) Math.ceil(wanted * STEPS - 1e-9));
    return (long) Math.ceil((double) runNs / STEPS) * steps;
  }

  /**
   * The number of samples to cut off by MSER-5, a multiple of 5, at most half of {@code series}.
   */
  static int mser5(double[] series) {
    int batches = series.length / BATCH;
    double[] means = new double[batches];
    for (int batch = 0; batch < batches; batch++) {
      double sum = 0;
      for (int i = 0; i < BATCH; i++) {
        sum += series[batch * BATCH + i];
      }
      means[batch] = sum / BATCH;
    }
    return mser(means) * BATCH;
  }

  private static int mser(double[] values) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double mean = 0;
    double squares = 0;
    // From the back, by Welford's recurrence: after index i, mean and squares are those of
    // values[i..].
    for (int i = values.length - 1; i >= 0; i--) {
      int count = values.length - i;
      double deviation = values[i] - mean;
      mean += deviation / count;
      squares += deviation * (values[i] - mean);
      double error = squares / ((double) count * count);
      if (i <= values.length / 2 && error <= least) {
        least = error;
        best = i;
      }
    }
    return best;
  }

  /**
   * The relaxation time of {@code series} from {@code from} on, in samples: the integral of its
   * autocorrelation up to the first lag where that is not positive.
   */
  static double relaxationSamples(double[] series, int from) {
    int count = series.length - from;
    double mean = 0;
    for (int i = from; i < series.length; i++) {
      mean += series[i] / count;
    }
    double variance = covariance(series, from, mean, 0);
    if (count < 2 || !(variance > 0)) {
      return 0;
    }
    double sum = 0.5;
    for (int lag = 1; lag < count / 2; lag++) {
      double correlation = covariance(series, from, mean, lag) / variance;
      if (correlation <= 0) {
        break;
      }
      sum += correlation;
    }
    return sum;
  }

  private static double covariance(double[] series, int from, double mean, int lag) {
    double sum = 0;
    for (int i = from; i + lag < series.length; i++) {
      sum += (series[i] - mean) * (series[i + lag] - mean);
    }
    return sum;
  }
}
