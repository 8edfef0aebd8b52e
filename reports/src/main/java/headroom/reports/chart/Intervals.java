package headroom.reports.chart;

import headroom.experiments.result.FigureText;

/**
 * A few intervals of equal length, each of several samples of rates: what happens in bursts, as a
 * cycle of the collector, would otherwise be a row of needles. Samples that do not fill the last
 * interval are left out.
 */
final class Intervals {
  private static final int MOST = 30;
  private static final double MS_PER_S = 1e3;

  private final double[] timeS;
  private final int samplesEach;

  /** Over samples of the rate since the sample before, at {@code timeS}; there is at least one. */
  Intervals(double[] timeS) {
    this.timeS = timeS;
    samplesEach = Math.max(1, (timeS.length - 1 + MOST - 1) / MOST);
  }

  private int count() {
    return Math.max(1, (timeS.length - 1) / samplesEach);
  }

  /** The middle of each. */
  double[] middles() {
    double[] middles = new double[count()];
    for (int i = 0; i < middles.length; i++) {
      middles[i] = (timeS[first(i)] + timeS[last(i)]) / 2;
    }
    return middles;
  }

  /** The mean of {@code rates} in each. The first sample ends no interval. */
  double[] means(double[] rates) {
    double[] means = new double[count()];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      double lengthS = 0;
      for (int sample = first(i) + 1; sample <= last(i); sample++) {
        double stepS = timeS[sample] - timeS[sample - 1];
        sum += rates[sample] * stepS;
        lengthS += stepS;
      }
      means[i] = lengthS > 0 ? sum / lengthS : rates[first(i)];
    }
    return means;
  }

  /** The first and the last instant. */
  double[] edges() {
    return new double[] {timeS[0], timeS[timeS.length - 1]};
  }

  /** For instance {@code in intervals of 2 s}. */
  String words() {
    double lengthS = timeS[last(0)] - timeS[0];
    return "in intervals of " + FigureText.time(lengthS * MS_PER_S);
  }

  private int first(int interval) {
    return interval * samplesEach;
  }

  private int last(int interval) {
    return Math.min(timeS.length - 1, (interval + 1) * samplesEach);
  }
}
