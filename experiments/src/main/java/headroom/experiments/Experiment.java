package headroom.experiments;

import headroom.model.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * A validated experiment: every default is filled in. The scenario's window has the configured
 * warm-up, or 0 if it is to be found ({@code warmup: auto}).
 *
 * @param description free text, or null
 * @param gomaxprocsReason why GOMAXPROCS is what it is, in words
 */
public record Experiment(
    String name,
    @Nullable String description,
    Scenario scenario,
    RunSettings run,
    @Nullable Slo slo,
    String gomaxprocsReason) {

  /**
   * How often and how exactly to simulate.
   *
   * @param autoWarmUp the warm-up is to be found by a truncation rule
   * @param replications independent streams; the least number when {@code precision} is given,
   *     which takes twenty at least
   * @param precision relative half-width that the 95 % interval of P99 is to reach, or null
   */
  public record RunSettings(boolean autoWarmUp, int replications, @Nullable Double precision) {
    /**
     * With a precision there are at least as many. Stopping when an interval is narrow favours runs
     * that happen to vary little, and those are too low where latencies are skewed; from about this
     * number on the intervals cover as those of a fixed number do (docs/model/statistics.md). Ten
     * or more: Law and Kelton, Confidence intervals for steady-state simulations II: a survey of
     * sequential procedures, Management Science 28 (1982); Law, §9.4.1.
     */
    private static final int LEAST_FOR_PRECISION = 20;

    /** Replications that are run whatever they show. */
    public int leastReplications() {
      return precision == null ? replications : Math.max(LEAST_FOR_PRECISION, replications);
    }
  }

  /**
   * Limits; null where none is set. Times in ns, errors a share of the offered requests, throughput
   * per second, memory the resident set of the process.
   */
  public record Slo(
      @Nullable Long p50Ns,
      @Nullable Long p90Ns,
      @Nullable Long p95Ns,
      @Nullable Long p99Ns,
      @Nullable Long p999Ns,
      @Nullable Double errors,
      @Nullable Double throughputPerSecond,
      @Nullable Long memoryBytes) {}

  /** Time to simulate at least, ns; a precision is taken to need twice as many replications. */
  public long simulatedNs() {
    long pilotNs = run.autoWarmUp() ? scenario.window().durationNs() : 0;
    long times = run.precision() == null ? 1 : 2;
    return pilotNs + times * run.leastReplications() * scenario.window().endNs();
  }
}
