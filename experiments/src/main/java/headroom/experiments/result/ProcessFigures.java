package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import headroom.experiments.result.PointResult.Interval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the process did.
 *
 * @param metrics every figure that a mechanism keeps, by its name; null if the writer did not say
 */
public record ProcessFigures(
    Cpu cpu, Runtime runtime, Levels levels, @Nullable Map<String, MetricResult> metrics) {
  public ProcessFigures {
    metrics = metrics == null ? null : Figures.inOrder(metrics);
  }

  /**
   * CPU: cores used, and that over min(cores, GOMAXPROCS, CPU quota). Threads in C code need no P,
   * so that it may exceed 1.
   *
   * @param gcShare the collector's part as the Go runtime counts it, over what the process uses:
   *     time of workers and assists on Ps, with or without a core, and stops on all Ps. It may
   *     exceed 1; null if nothing allocates
   * @param gcComputedShare what the collector computes, over what the process uses; null if nothing
   *     allocates or the writer did not say
   * @param throttledShare periods of the CPU quota in which the container was throttled, over those
   *     in which it was active; null without a quota
   * @param ci95 intervals of these by {@code cores_used}, {@code utilization}, {@code gc_share},
   *     {@code gc_computed_share} and {@code throttled_share}; null with one replication
   */
  public record Cpu(
      double coresUsed,
      double utilization,
      @Nullable Double gcShare,
      @Nullable Double gcComputedShare,
      @Nullable Double throttledShare,
      @Nullable Map<String, Interval> ci95) {
    /** Utilization from which on the CPU counts as full. */
    public static final double SATURATED = 0.9;

    public Cpu {
      ci95 = ci95 == null ? null : Figures.inOrder(ci95);
      coresUsed = Figures.rounded(coresUsed);
      utilization = Figures.rounded(utilization);
      gcShare = gcShare == null ? null : (Double) Figures.rounded(gcShare);
      gcComputedShare = gcComputedShare == null ? null : (Double) Figures.rounded(gcComputedShare);
      throttledShare = throttledShare == null ? null : (Double) Figures.rounded(throttledShare);
    }

    /** Of a process that does not allocate. */
    public Cpu(double coresUsed, double utilization) {
      this(coresUsed, utilization, null, null, null, null);
    }
  }

  /**
   * Figures of the heap and the collector; all null if nothing allocates.
   *
   * @param gcCycles cycles in the window, mean of the replications, as the next
   * @param gcPauseTotalMs time for which the world was stopped, ms
   * @param gcPauseMaxMs the longest stop, ms
   * @param allocsBytes bytes allocated in the window, mean of the replications, as the next
   */
  public record Collection(
      @Nullable Double gcCycles,
      @Nullable Double gcPauseTotalMs,
      @Nullable Double gcPauseMaxMs,
      @Nullable Long heapLiveMaxBytes,
      @Nullable Long heapGoalMaxBytes,
      @Nullable Long rssMaxBytes,
      @Nullable Double allocsBytes,
      @Nullable Double allocsObjects) {
    /** Of a process that does not allocate. */
    public static final Collection NONE =
        new Collection(null, null, null, null, null, null, null, null);

    public Collection {
      gcCycles = rounded(gcCycles);
      gcPauseTotalMs = rounded(gcPauseTotalMs);
      gcPauseMaxMs = rounded(gcPauseMaxMs);
      allocsBytes = rounded(allocsBytes);
      allocsObjects = rounded(allocsObjects);
    }

    private static @Nullable Double rounded(@Nullable Double value) {
      return value == null ? null : (Double) Figures.rounded(value);
    }
  }

  /**
   * Figures of the Go runtime.
   *
   * @param goroutinesAtEnd live goroutines at the end of the first replication by wait reason, so
   *     that a leak shows; null if the writer did not say
   */
  public record Runtime(
      long goroutinesMax,
      long threadsMax,
      @Nullable Map<String, Integer> goroutinesAtEnd,
      SchedLatency schedLatencyMs,
      double preemptionsPerS,
      double threadWakesPerS,
      @JsonUnwrapped Collection collection) {
    public Runtime {
      goroutinesAtEnd = goroutinesAtEnd == null ? null : Figures.inOrder(goroutinesAtEnd);
      preemptionsPerS = Figures.rounded(preemptionsPerS);
      threadWakesPerS = Figures.rounded(threadWakesPerS);
    }

    /** Of a process that does not allocate. */
    public Runtime(
        long goroutinesMax,
        long threadsMax,
        @Nullable Map<String, Integer> goroutinesAtEnd,
        SchedLatency schedLatencyMs,
        double preemptionsPerS,
        double threadWakesPerS) {
      this(
          goroutinesMax,
          threadsMax,
          goroutinesAtEnd,
          schedLatencyMs,
          preemptionsPerS,
          threadWakesPerS,
          Collection.NONE);
    }

    /** Time from runnable to running, ms. */
    public record SchedLatency(double p50, double p99) {
      public SchedLatency {
        p50 = Figures.rounded(p50);
        p99 = Figures.rounded(p99);
      }
    }
  }

  /**
   * Time averages: requests in the system, in the queue before a worker took them, and busy
   * workers.
   */
  public record Levels(double inSystem, double inQueue, double busyWorkers) {
    public Levels {
      inSystem = Figures.rounded(inSystem);
      inQueue = Figures.rounded(inQueue);
      busyWorkers = Figures.rounded(busyWorkers);
    }
  }
}
