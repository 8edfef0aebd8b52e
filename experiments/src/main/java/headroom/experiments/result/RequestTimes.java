package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import headroom.experiments.result.PointResult.Interval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long requests took, and where the time went.
 *
 * @param byClass by class name; only with several classes
 * @param byStep by the step's id, or what it does; null if the writer did not say
 * @param byResource by kind and name: {@code pool db}; null if there is none
 * @param collector what requests met of the collector; null if nothing allocates
 */
public record RequestTimes(
    Latency latencyMs,
    @Nullable Map<String, ClassResult> byClass,
    @JsonUnwrapped Breakdowns breakdowns,
    @Nullable Map<String, StepResult> byStep,
    @Nullable Map<String, ResourceResult> byResource,
    @Nullable CollectorTimes collector) {
  public RequestTimes {
    byClass = byClass == null ? null : Figures.inOrder(byClass);
    byStep = byStep == null ? null : Figures.inOrder(byStep);
    byResource = byResource == null ? null : Figures.inOrder(byResource);
  }

  /** Of requests that met no collector. */
  public RequestTimes(
      Latency latencyMs,
      @Nullable Map<String, ClassResult> byClass,
      Breakdowns breakdowns,
      @Nullable Map<String, StepResult> byStep,
      @Nullable Map<String, ResourceResult> byResource) {
    this(latencyMs, byClass, breakdowns, byStep, byResource, null);
  }

  /**
   * Mean times by component.
   *
   * @param breakdownMs over all completed requests; adds up to the mean latency
   * @param breakdownP50Ms over the requests between the 45th and the 55th percentile; null if the
   *     writer did not say
   * @param breakdownP99Ms over the requests at or above the P99
   * @param breakdownFailedMs over the requests that were rejected or failed, up to that moment;
   *     null if none did
   * @param breakdownUnfinishedMs over the requests inside at the end of the window, up to that
   *     moment; null if there were none
   * @param frozenMs for how long the CPU quota stopped completed requests, whatever they were
   *     waiting for: {@code mean} of all, {@code p99} of those at or above the P99; null without a
   *     quota
   */
  public record Breakdowns(
      Map<String, Double> breakdownMs,
      @Nullable Map<String, Double> breakdownP50Ms,
      Map<String, Double> breakdownP99Ms,
      @Nullable Map<String, Double> breakdownFailedMs,
      @Nullable Map<String, Double> breakdownUnfinishedMs,
      @Nullable Map<String, Double> frozenMs) {
    /** Of a process without a CPU quota, by a writer that says nothing of the median. */
    public Breakdowns(
        Map<String, Double> breakdownMs,
        Map<String, Double> breakdownP99Ms,
        @Nullable Map<String, Double> breakdownFailedMs,
        @Nullable Map<String, Double> breakdownUnfinishedMs) {
      this(breakdownMs, null, breakdownP99Ms, breakdownFailedMs, breakdownUnfinishedMs, null);
    }

    public Breakdowns {
      frozenMs = frozenMs == null ? null : Figures.rounded(frozenMs);
      breakdownMs = Figures.rounded(breakdownMs);
      breakdownP50Ms = breakdownP50Ms == null ? null : Figures.rounded(breakdownP50Ms);
      breakdownP99Ms = Figures.rounded(breakdownP99Ms);
      breakdownFailedMs = breakdownFailedMs == null ? null : Figures.rounded(breakdownFailedMs);
      breakdownUnfinishedMs =
          breakdownUnfinishedMs == null ? null : Figures.rounded(breakdownUnfinishedMs);
    }
  }

  /**
   * Latency, ms.
   *
   * @param ci95 by {@code mean}, {@code p50} to {@code p999}; null with one replication
   */
  public record Latency(
      double mean,
      @JsonUnwrapped Percentiles percentiles,
      double max,
      @Nullable Map<String, Interval> ci95) {
    public Latency {
      mean = Figures.rounded(mean);
      max = Figures.rounded(max);
      ci95 = ci95 == null ? null : Figures.inOrder(ci95);
    }

    /** The median. */
    public double p50() {
      return percentiles.p50;
    }

    /** The 90th percentile. */
    public double p90() {
      return percentiles.p90;
    }

    /** The 95th percentile. */
    public double p95() {
      return percentiles.p95;
    }

    /** The 99th percentile. */
    public double p99() {
      return percentiles.p99;
    }

    /** The 99.9th percentile. */
    public double p999() {
      return percentiles.p999;
    }
  }

  /** Quantiles by nearest rank, ms. */
  public record Percentiles(double p50, double p90, double p95, double p99, double p999) {
    public Percentiles {
      p50 = Figures.rounded(p50);
      p90 = Figures.rounded(p90);
      p95 = Figures.rounded(p95);
      p99 = Figures.rounded(p99);
      p999 = Figures.rounded(p999);
    }
  }

  /**
   * A mean and a P99, ms.
   *
   * @param ci95 by {@code mean} and {@code p99}; null with one replication
   */
  public record Times(double mean, double p99, @Nullable Map<String, Interval> ci95) {
    /** Of one replication. */
    public Times(double mean, double p99) {
      this(mean, p99, null);
    }

    public Times {
      ci95 = ci95 == null ? null : Figures.inOrder(ci95);
      mean = Figures.rounded(mean);
      p99 = Figures.rounded(p99);
    }
  }

  /**
   * The executions of a step that began in the window, followed to their ends.
   *
   * @param count executions over all replications
   * @param waitMs until it had what it takes (a connection, a lock); of a step that takes nothing,
   *     the time in which others held its goroutine up
   * @param serviceMs the rest: while it had it, or its own time
   */
  public record StepResult(
      @JsonUnwrapped StepPlace place,
      long count,
      Times waitMs,
      Times serviceMs,
      @JsonUnwrapped StepFailures failures) {
    /** What the step does and to what: {@code call db}. */
    public String kind() {
      return place.kind;
    }

    /** The step that holds it; null if none does. */
    public @Nullable String inside() {
      return place.inside;
    }

    /** True if it runs beside the requests; null otherwise. */
    public @Nullable Boolean beside() {
      return place.beside;
    }

    /** Executions that failed for want of time; null if none did. */
    public @Nullable Long timeouts() {
      return failures.timeouts;
    }

    /** Executions whose last attempt failed; null if none did. */
    public @Nullable Long errors() {
      return failures.errors;
    }
  }

  /**
   * What a step is, and where.
   *
   * @param kind what the step does and to what: {@code call db}
   * @param inside the step that holds it, whose times hold its own; null if none does
   * @param beside true if it runs beside the requests (in a consumer of a channel, or in a
   *     goroutine that nobody waits for), so that no latency holds its time; null otherwise
   */
  public record StepPlace(String kind, @Nullable String inside, @Nullable Boolean beside) {
    /** A step of a request, inside no other. */
    public static StepPlace of(String kind) {
      return new StepPlace(kind, null, null);
    }
  }

  /**
   * Executions that failed.
   *
   * @param timeouts for want of time; null if none did
   * @param errors those whose last attempt failed; null if none did
   * @param canceled those that ended because a sibling had failed; null if none did
   */
  public record StepFailures(
      @Nullable Long timeouts, @Nullable Long errors, @Nullable Long canceled) {
    /** None failed. */
    public static final StepFailures NONE = new StepFailures(null, null, null);
  }

  /**
   * A pool, a lock, a channel, a sink, a cache or a {@code sync.Pool}.
   *
   * @param utilization mean share in use; of a channel, of its consumers
   * @param waitMs of those who began to ask for it in the window, who got it or gave up
   * @param waitersMax the longest queue of goroutines that wait for it
   * @param timeouts goroutines that gave up for want of time; null if none did
   * @param opened connections that were opened in the window, over all replications; null if none
   * @param reuse how often what was looked for was there; null but for caches and {@code
   *     sync.Pool}s
   */
  public record ResourceResult(
      double utilization,
      Times waitMs,
      long waitersMax,
      @Nullable Long timeouts,
      @Nullable Long opened,
      @Nullable Reuse reuse) {
    public ResourceResult {
      utilization = Figures.rounded(utilization);
    }

    /** A resource in which nothing is looked for. */
    public ResourceResult(
        double utilization,
        Times waitMs,
        long waitersMax,
        @Nullable Long timeouts,
        @Nullable Long opened) {
      this(utilization, waitMs, waitersMax, timeouts, opened, null);
    }
  }

  /**
   * How often what was looked for in a cache or a {@code sync.Pool} was there, in the window and
   * over all replications.
   *
   * @param lookups of keys in a cache; objects taken from a pool
   * @param hitShare share of them that were there; NaN without lookups
   * @param heldMax the most entries, or objects, that it has held
   * @param evictions entries dropped because there were too many; null for a pool
   * @param expirations entries dropped because they were too old; null for a pool
   * @param stampedeMax the most goroutines that loaded one key at once; null for a pool
   */
  public record Reuse(
      long lookups,
      double hitShare,
      long heldMax,
      @Nullable Long evictions,
      @Nullable Long expirations,
      @Nullable Long stampedeMax) {
    public Reuse {
      hitShare = Figures.rounded(hitShare);
    }
  }

  /** One class. */
  public record ClassResult(Latency latencyMs, long completed, long rejected) {}
}
