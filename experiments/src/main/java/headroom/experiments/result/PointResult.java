package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one point of a sweep (a plain run is a sweep of one point). What does not apply is
 * null (NaN where the type is {@code double}, for instance the latency of a run in which no request
 * completed) and absent in the file. Maps keep the order of insertion.
 *
 * @param parameters what was set at this point, as written, for instance {@code server.workers: 8}
 * @param byClass by class name; only with several classes
 * @param breakdownMs mean time by component, over all completed requests; adds up to the mean
 *     latency
 * @param breakdownP99Ms the same over the requests at or above the P99
 * @param breakdownFailedMs the same over the requests that were rejected or failed, up to that
 *     moment; null if none did
 * @param breakdownUnfinishedMs the same over the requests inside at the end of the window, up to
 *     that moment; null if there were none
 * @param byStep by the step's id, or what it does; null if the writer did not say
 * @param byResource by kind and name: {@code pool db}; null if there is none
 * @param throughputPerS completions per second of the window
 * @param throughputLastTenthPerS the same over the last tenth of it
 * @param offeredPerS arrivals per second of the window
 * @param failedBy what ended the requests that did not complete: {@code rejected}, {@code
 *     client_timeout}, {@code deadline}, {@code timeout} of a call or block, {@code pool_wait},
 *     {@code call_error}, {@code canceled}; null if none ended so
 * @param unfinished requests that the server had at the end of the window, summed over
 *     replications; null if the writer did not say
 * @param series means over replications
 * @param seriesMin the least of the samples over replications, where that is not the mean; null if
 *     the writer did not say
 * @param seriesMax the highest, between two samples too, where that is not the mean
 * @param stability whether the run was stationary, and growth rates if not
 * @param crash what ended the process before its time; null if nothing did
 * @param percentileSpectrum latency at the quantiles of an HDR axis
 * @param precision how narrow the interval of the P99 became; null if no precision was asked for
 */
public record PointResult(
    Map<String, Object> parameters,
    Latency latencyMs,
    @Nullable Map<String, ClassResult> byClass,
    Map<String, Double> breakdownMs,
    Map<String, Double> breakdownP99Ms,
    @Nullable Map<String, Double> breakdownFailedMs,
    @Nullable Map<String, Double> breakdownUnfinishedMs,
    @Nullable Map<String, StepResult> byStep,
    @Nullable Map<String, ResourceResult> byResource,
    double throughputPerS,
    @Nullable Interval throughputCi95,
    double throughputLastTenthPerS,
    double offeredPerS,
    long offered,
    long completed,
    long rejected,
    @Nullable Long timedOut,
    @Nullable Map<String, Long> failedBy,
    @Nullable Long retried,
    long inFlight,
    @Nullable Long unfinished,
    Cpu cpu,
    Runtime runtime,
    Levels levels,
    Spectrum percentileSpectrum,
    Series series,
    @Nullable Map<String, List<Double>> seriesMin,
    @Nullable Map<String, List<Double>> seriesMax,
    Stability stability,
    @Nullable Crash crash,
    @Nullable SloVerdict slo,
    Effective effective,
    int replications,
    @Nullable Precision precision,
    double warmupS,
    double durationS,
    long events) {

  public PointResult {
    parameters = Figures.inOrder(parameters);
    byClass = byClass == null ? null : Figures.inOrder(byClass);
    breakdownMs = Figures.rounded(breakdownMs);
    breakdownP99Ms = Figures.rounded(breakdownP99Ms);
    breakdownFailedMs = breakdownFailedMs == null ? null : Figures.rounded(breakdownFailedMs);
    breakdownUnfinishedMs =
        breakdownUnfinishedMs == null ? null : Figures.rounded(breakdownUnfinishedMs);
    byStep = byStep == null ? null : Figures.inOrder(byStep);
    byResource = byResource == null ? null : Figures.inOrder(byResource);
    throughputPerS = Figures.rounded(throughputPerS);
    throughputLastTenthPerS = Figures.rounded(throughputLastTenthPerS);
    offeredPerS = Figures.rounded(offeredPerS);
    failedBy = failedBy == null ? null : Figures.inOrder(failedBy);
    seriesMin = seriesMin == null ? null : Figures.roundedRows(seriesMin);
    seriesMax = seriesMax == null ? null : Figures.roundedRows(seriesMax);
    warmupS = Figures.rounded(warmupS);
    durationS = Figures.rounded(durationS);
  }

  /** The same figures with a verdict on the SLO. */
  public PointResult withSlo(SloVerdict verdict) {
    return new PointResult(
        parameters,
        latencyMs,
        byClass,
        breakdownMs,
        breakdownP99Ms,
        breakdownFailedMs,
        breakdownUnfinishedMs,
        byStep,
        byResource,
        throughputPerS,
        throughputCi95,
        throughputLastTenthPerS,
        offeredPerS,
        offered,
        completed,
        rejected,
        timedOut,
        failedBy,
        retried,
        inFlight,
        unfinished,
        cpu,
        runtime,
        levels,
        percentileSpectrum,
        series,
        seriesMin,
        seriesMax,
        stability,
        crash,
        verdict,
        effective,
        replications,
        precision,
        warmupS,
        durationS,
        events);
  }

  /**
   * Quantiles are nearest rank, ms; {@code ci95} is by {@code mean}, {@code p50} to {@code p999};
   * null with one replication.
   */
  public record Latency(
      double mean,
      double p50,
      double p90,
      double p95,
      double p99,
      double p999,
      double max,
      @Nullable Map<String, Interval> ci95) {
    public Latency {
      mean = Figures.rounded(mean);
      p50 = Figures.rounded(p50);
      p90 = Figures.rounded(p90);
      p95 = Figures.rounded(p95);
      p99 = Figures.rounded(p99);
      p999 = Figures.rounded(p999);
      max = Figures.rounded(max);
      ci95 = ci95 == null ? null : Figures.inOrder(ci95);
    }
  }

  /** A confidence interval; written as {@code [low, high]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"low", "high"})
  public record Interval(double low, double high) {
    public Interval {
      low = Figures.rounded(low);
      high = Figures.rounded(high);
    }

    /**
     * Half of its width. Where it is cut off at 0, which no figure falls below, the distance of its
     * upper end from {@code value}.
     */
    public double halfWidth(double value) {
      return low > 0 ? (high - low) / 2 : high - value;
    }
  }

  /** A mean and a P99, ms. */
  public record Times(double mean, double p99) {
    public Times {
      mean = Figures.rounded(mean);
      p99 = Figures.rounded(p99);
    }
  }

  /**
   * The executions of a step that began in the window, followed to their ends.
   *
   * @param kind what the step does and to what: {@code call db}
   * @param inside the step that holds it, whose times hold its own; null if none does
   * @param beside true if it runs beside the requests (in a consumer of a channel, or in a
   *     goroutine that nobody waits for), so that no latency holds its time; null otherwise
   * @param count executions over all replications
   * @param waitMs until it had what it takes (a connection, a lock); of a step that takes nothing,
   *     the time in which others held its goroutine up
   * @param serviceMs the rest: while it had it, or its own time
   * @param timeouts executions that failed for want of time; null if none did
   * @param errors executions whose last attempt failed; null if none did
   * @param canceled executions that ended because a sibling had failed; null if none did
   */
  public record StepResult(
      String kind,
      @Nullable String inside,
      @Nullable Boolean beside,
      long count,
      Times waitMs,
      Times serviceMs,
      @Nullable Long timeouts,
      @Nullable Long errors,
      @Nullable Long canceled) {
    /** A step of a request, inside no other. */
    public StepResult(
        String kind,
        long count,
        Times waitMs,
        Times serviceMs,
        @Nullable Long timeouts,
        @Nullable Long errors,
        @Nullable Long canceled) {
      this(kind, null, null, count, waitMs, serviceMs, timeouts, errors, canceled);
    }
  }

  /**
   * A pool, a lock, a channel or a sink.
   *
   * @param utilization mean share in use; of a channel, of its consumers
   * @param waitMs of those who began to ask for it in the window, who got it or gave up
   * @param waitersMax the longest queue of goroutines that wait for it
   * @param timeouts goroutines that gave up for want of time; null if none did
   * @param opened connections that were opened in the window, over all replications; null if none
   */
  public record ResourceResult(
      double utilization,
      Times waitMs,
      long waitersMax,
      @Nullable Long timeouts,
      @Nullable Long opened) {
    public ResourceResult {
      utilization = Figures.rounded(utilization);
    }
  }

  /** One class. */
  public record ClassResult(Latency latencyMs, long completed, long rejected) {}

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
   * The runtime has ended the process, in the first replication in which it did.
   *
   * @param atS from the start of the run, warm-up included
   * @param message what Go prints; the last line begins with "fatal error: " or "panic: "
   * @param goroutines live goroutines at that moment by wait reason
   */
  public record Crash(double atS, String message, Map<String, Integer> goroutines) {
    public Crash {
      atS = Figures.rounded(atS);
      goroutines = Figures.inOrder(goroutines);
    }

    /** The line that begins with "fatal error: " or "panic: ". */
    public String fatalError() {
      return message.substring(message.lastIndexOf('\n') + 1);
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

  /** Latency in ms at {@code quantile} (0..1), both of equal length. */
  public record Spectrum(List<Double> quantile, List<Double> latencyMs) {
    public Spectrum {
      quantile = Figures.roundedQuantiles(quantile);
      latencyMs = Figures.rounded(latencyMs);
    }
  }

  /**
   * Samples over time; {@code values} by runtime/metrics name, each as long as {@code timeS}. In
   * the file the names stand beside {@code time_s}.
   */
  public record Series(List<Double> timeS, Map<String, List<Double>> values) {
    private static final String TIME = "time_s";

    public Series {
      timeS = Figures.rounded(timeS);
      values = Figures.roundedRows(values);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Series ofRows(Map<String, List<Double>> rows) {
      Map<String, List<Double>> values = new LinkedHashMap<>(rows);
      List<Double> times = values.remove(TIME);
      return new Series(times == null ? List.of() : times, values);
    }

    @JsonValue
    Map<String, List<Double>> rows() {
      Map<String, List<Double>> rows = new LinkedHashMap<>();
      rows.put(TIME, timeS);
      rows.putAll(values);
      return rows;
    }
  }

  /**
   * Whether the steady-state figures mean anything; {@code reason} says in words why not.
   *
   * @param wideInterval says in words that the run was too short for its figures, and what would
   *     do; null if it was not
   */
  public record Stability(
      boolean stationary,
      @Nullable String reason,
      @Nullable Double queueGrowthPerS,
      @Nullable String wideInterval) {
    public Stability {
      queueGrowthPerS = Figures.roundedOrNull(queueGrowthPerS);
    }

    /** With intervals that are narrow enough, or none. */
    public Stability(
        boolean stationary, @Nullable String reason, @Nullable Double queueGrowthPerS) {
      this(stationary, reason, queueGrowthPerS, null);
    }
  }

  /**
   * The SLO's verdict; each miss in words.
   *
   * @param limits what was asked for: {@code p50_ms} to {@code p999_ms}, {@code errors} as a share,
   *     {@code throughput_per_s}; only those that were set; null if the writer did not say
   * @param objectives every limit beside its figure, met or not; null if the writer did not say
   */
  public record SloVerdict(
      boolean met,
      List<String> misses,
      @Nullable Map<String, Double> limits,
      @Nullable List<Objective> objectives) {
    public SloVerdict {
      misses = List.copyOf(misses);
      limits = limits == null ? null : Figures.rounded(limits);
      objectives = objectives == null ? null : List.copyOf(objectives);
    }

    /** A verdict that does not say what was asked for. */
    public SloVerdict(boolean met, List<String> misses) {
      this(met, misses, null, null);
    }
  }

  /**
   * One limit of the SLO beside the figure that it limits.
   *
   * @param name {@code p50} to {@code p99.9}, {@code errors} or {@code throughput}
   * @param value in the unit of the limit: ms, a share, or per second; NaN if no request completed
   * @param ci95 interval of the value; null if there is none
   * @param text value, limit and margin in words: {@code p95 331 ms of 1 s, 66.9% to spare}
   */
  public record Objective(
      String name, boolean met, double value, double limit, @Nullable Interval ci95, String text) {
    public Objective {
      value = Figures.rounded(value);
      limit = Figures.rounded(limit);
    }
  }

  /**
   * The precision that was asked for and what was reached, both as the half-width of the 95 %
   * interval of the P99 over its value.
   *
   * @param reached false if the greatest allowed number of replications did not suffice
   */
  public record Precision(double target, double achieved, boolean reached) {
    public Precision {
      target = Figures.rounded(target);
      achieved = Figures.rounded(achieved);
    }
  }

  /**
   * Values that were derived, not configured, and why.
   *
   * @param profile name of the cost profile, the file's if it is one; null if the writer did not
   *     say
   */
  public record Effective(int gomaxprocs, String gomaxprocsReason, @Nullable String profile) {
    /** With a profile that is not known. */
    public Effective(int gomaxprocs, String gomaxprocsReason) {
      this(gomaxprocs, gomaxprocsReason, null);
    }
  }
}
