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
  public record RunSettings(boolean autoWarmUp, int replications, @Nullable Double precision) {}

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
}
