package headroom.testing;

import headroom.model.Simulation.Outcome;
import headroom.model.Simulation.RequestListener;
import headroom.model.Window;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.random.KeyedStream;
import headroom.model.workload.program.DrawPaths;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the requests of one replication that arrive in its window, each followed to its end.
 * Nothing is put into buckets: percentiles are judged by the number of requests above given times.
 */
public final class RequestTally implements RequestListener {
  /** Half the width, relative, of the band of demands around twice the mean. */
  private static final double BAND = 0.1;

  /** The key of the only step, which has no id, of the only class of {@link QueueScenario}. */
  private static final DrawKey STEP = DrawPaths.ofClass("request").child(0);

  private final long fromNs;
  private final long toNs;
  private final double[] waitLimitsMs;
  private final double[] responseLimitsMs;
  private final long[] waitsAbove;
  private final long[] responsesAbove;
  private final @Nullable Distribution demand;
  private final KeyedStream demands;
  private @Nullable Observation observation;

  long offered;
  long rejected;
  long completed;
  long waited;
  double waitMs;
  double squaredWaitMs;
  double responseMs;
  double squaredResponseMs;
  double slowdown;
  long inBand;
  double slowdownInBand;

  /**
   * A tally that counts waits and responses above the given times, which ascend.
   *
   * @param demand the distribution of the demands if slowdowns are wanted; they are drawn once more
   */
  RequestTally(
      Window window,
      double[] waitLimitsMs,
      double[] responseLimitsMs,
      @Nullable Distribution demand,
      long seed,
      int replication) {
    fromNs = window.warmUpNs();
    toNs = window.endNs();
    this.waitLimitsMs = waitLimitsMs;
    this.responseLimitsMs = responseLimitsMs;
    this.demand = demand;
    waitsAbove = new long[waitLimitsMs.length];
    responsesAbove = new long[responseLimitsMs.length];
    demands = KeyedStream.of(seed, replication, "demand");
  }

  @Override
  public void ended(
      long index, int classIndex, long arrivalNs, long startNs, long endNs, Outcome outcome) {
    if (arrivalNs < fromNs || arrivalNs >= toNs) {
      return;
    }
    offered++;
    if (outcome == Outcome.REJECTED) {
      rejected++;
      return;
    }
    if (outcome == Outcome.TIMED_OUT) {
      return;
    }
    completed++;
    double wait = (startNs - arrivalNs) / 1e6;
    double response = (endNs - arrivalNs) / 1e6;
    if (startNs > arrivalNs) {
      waited++;
      waitMs += wait;
      squaredWaitMs += wait * wait;
      countAbove(wait, waitLimitsMs, waitsAbove);
    }
    responseMs += response;
    squaredResponseMs += response * response;
    countAbove(response, responseLimitsMs, responsesAbove);
    if (demand != null) {
      addSlowdown(response, demand, index);
    }
  }

  /** Requests that arrived. */
  public long offered() {
    return offered;
  }

  /** Those of them that completed. */
  public long completed() {
    return completed;
  }

  /** Those of the completed that the server did not take at once. */
  public long waited() {
    return waited;
  }

  /** The sum of their waits, from arrival to the start of service. */
  public double waitMs() {
    return waitMs;
  }

  /** The sum of their response times. */
  public double responseMs() {
    return responseMs;
  }

  /** What the simulator itself observed in this replication. */
  public Observation observation() {
    if (observation == null) {
      throw new IllegalStateException("the replication has not ended");
    }
    return observation;
  }

  void observed(Observation its) {
    observation = its;
  }

  long waitsAbove(double limitMs) {
    return waitsAbove[indexOf(waitLimitsMs, limitMs)];
  }

  long responsesAbove(double limitMs) {
    return responsesAbove[indexOf(responseLimitsMs, limitMs)];
  }

  private void addSlowdown(double responseMs, Distribution itsDemand, long index) {
    double demandMs = itsDemand.sample(draws(index)) / 1e6;
    if (demandMs == 0) {
      return;
    }
    double ratio = responseMs / demandMs;
    slowdown += ratio;
    double twiceTheMeanMs = 2 * itsDemand.mean() / 1e6;
    if (Math.abs(demandMs - twiceTheMeanMs) <= BAND * twiceTheMeanMs) {
      inBand++;
      slowdownInBand += ratio;
    }
  }

  private KeyedStream draws(long index) {
    return demands.at(DrawPaths.ofExecution(DrawPaths.ofAttempt(index, 0), STEP.bits(), 0));
  }

  private static void countAbove(double timeMs, double[] limitsMs, long[] above) {
    for (int i = 0; i < limitsMs.length && timeMs > limitsMs[i]; i++) {
      above[i]++;
    }
  }

  private static int indexOf(double[] limitsMs, double limitMs) {
    int index = java.util.Arrays.binarySearch(limitsMs, limitMs);
    if (index < 0) {
      throw new IllegalArgumentException("nobody counted above " + limitMs);
    }
    return index;
  }
}
