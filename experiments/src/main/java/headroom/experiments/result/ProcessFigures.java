package headroom.experiments.result;

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
   * CPU: cores used, and that over min(cores, GOMAXPROCS). Threads in C code need no P, so that it
   * may exceed 1.
   */
  public record Cpu(double coresUsed, double utilization) {
    public Cpu {
      coresUsed = Figures.rounded(coresUsed);
      utilization = Figures.rounded(utilization);
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
      double threadWakesPerS) {
    public Runtime {
      goroutinesAtEnd = goroutinesAtEnd == null ? null : Figures.inOrder(goroutinesAtEnd);
      preemptionsPerS = Figures.rounded(preemptionsPerS);
      threadWakesPerS = Figures.rounded(threadWakesPerS);
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
