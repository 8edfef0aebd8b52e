package headroom.experiments.statistics;

import java.util.Arrays;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Whether a level (requests in the system) still grows over the measured window, which makes its
 * steady state, and every percentile of latency, a matter of how long one looks.
 *
 * <p>The slope of each replication is a least-squares line through batch means. The level grows if
 * the 99 % interval of the mean slope lies above 0, the growth over the window is at least half the
 * mean level and five requests, and the second half of the window grows at least half as fast as
 * the whole (a queue that filled up and stays full does not). With fewer than three replications
 * the interval is that of the line itself, widened for the correlation of neighbouring batches.
 */
public final class GrowthTest {
  private static final int BATCHES = 20;
  private static final double CONFIDENCE = 0.99;
  private static final double LEAST_RELATIVE_GROWTH = 0.5;
  private static final double LEAST_GROWTH = 5;
  private static final int LEAST_REPLICATIONS = 3;

  private GrowthTest() {}

  /**
   * What the test found.
   *
   * @param perSecond mean slope of the level
   * @param halfWidth of the 99 % interval of the slope
   */
  public record Growth(boolean growing, double perSecond, double halfWidth) {}

  /**
   * Tests {@code levels[replication][sample]}, sampled at equal distances over {@code
   * windowSeconds}. With fewer than two samples a batch nothing is found.
   */
  public static Growth test(double[][] levels, double windowSeconds) {
    int samples = levels.length == 0 ? 0 : levels[0].length;
    if (samples < 2 * BATCHES) {
      return new Growth(false, 0, Double.NaN);
    }
    double[] slopes = new double[levels.length];
    double[] lateSlopes = new double[levels.length];
    double[] halfWidths = new double[levels.length];
    double meanLevel = 0;
    for (int i = 0; i < levels.length; i++) {
      double[] batches = batchMeans(levels[i]);
      SimpleRegression whole = line(batches, 0, windowSeconds);
      slopes[i] = whole.getSlope();
      lateSlopes[i] = line(batches, BATCHES / 2, windowSeconds).getSlope();
      halfWidths[i] = lineHalfWidth(batches, whole, windowSeconds);
      meanLevel += Arrays.stream(batches).average().orElseThrow() / levels.length;
    }
    Estimate slope = Estimate.of(slopes, CONFIDENCE);
    double late = Estimate.of(lateSlopes).mean();
    double halfWidth =
        levels.length >= LEAST_REPLICATIONS
            ? slope.halfWidth()
            : Arrays.stream(halfWidths).max().orElseThrow();
    double growth = slope.mean() * windowSeconds;
    boolean growing =
        slope.mean() - halfWidth > 0
            && growth >= LEAST_RELATIVE_GROWTH * meanLevel
            && growth >= LEAST_GROWTH
            && late >= slope.mean() / 2;
    return new Growth(growing, slope.mean(), halfWidth);
  }

  private static double[] batchMeans(double[] level) {
    double[] means = new double[BATCHES];
    for (int batch = 0; batch < BATCHES; batch++) {
      int from = batch * level.length / BATCHES;
      int to = (batch + 1) * level.length / BATCHES;
      means[batch] = Arrays.stream(level, from, to).average().orElseThrow();
    }
    return means;
  }

  private static SimpleRegression line(double[] batches, int from, double windowSeconds) {
    SimpleRegression line = new SimpleRegression();
    for (int batch = from; batch < BATCHES; batch++) {
      line.addData(timeOf(batch, windowSeconds), batches[batch]);
    }
    return line;
  }

  private static double lineHalfWidth(
      double[] batches, SimpleRegression line, double windowSeconds) {
    double squares = 0;
    double products = 0;
    double previous = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      double residual = batches[batch] - line.predict(timeOf(batch, windowSeconds));
      squares += residual * residual;
      products += batch == 0 ? 0 : residual * previous;
      previous = residual;
    }
    double correlation = squares > 0 ? Math.min(0.95, Math.max(0, products / squares)) : 0;
    double widening = Math.sqrt((1 + correlation) / (1 - correlation));
    return StudentT.factor(CONFIDENCE, BATCHES - 2L) * line.getSlopeStdErr() * widening;
  }

  private static double timeOf(int batch, double windowSeconds) {
    return (batch + 0.5) * windowSeconds / BATCHES;
  }
}
