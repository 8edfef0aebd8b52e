package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import headroom.experiments.result.Conduct.Effective;
import headroom.experiments.result.Conduct.Precision;
import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.ProcessFigures.Levels;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one point of a sweep (a plain run is a sweep of one point). What does not apply is
 * null (NaN where the type is {@code double}, for instance the latency of a run in which no request
 * completed) and absent in the file. Maps keep the order of insertion. In the file the figures of
 * all groups stand beside each other.
 *
 * @param parameters what was set at this point, as written, for instance {@code server.workers: 8}
 */
public record PointResult(
    Map<String, Object> parameters,
    @JsonUnwrapped Requests requests,
    @JsonUnwrapped ProcessFigures process,
    @JsonUnwrapped Curves curves,
    @JsonUnwrapped Verdict verdict,
    @JsonUnwrapped Conduct conduct) {

  public PointResult {
    parameters = Figures.inOrder(parameters);
  }

  /** The same figures with a verdict on the SLO. */
  public PointResult withSlo(SloVerdict slo) {
    return with(new Verdict(verdict.stability, verdict.theory, verdict.crash, slo));
  }

  /** The same figures with what is wrong. */
  public PointResult withDiagnosis(List<Finding> findings) {
    Verdict v = verdict;
    return with(new Verdict(v.stability, v.theory, v.crash, v.slo, List.copyOf(findings)));
  }

  private PointResult with(Verdict judged) {
    return new PointResult(parameters, requests, process, curves, judged, conduct);
  }

  /** How long requests took, and what became of them. */
  public record Requests(@JsonUnwrapped RequestTimes times, @JsonUnwrapped RequestCounts counts) {}

  /**
   * What the figures are worth.
   *
   * @param stability whether the run was stationary, and growth rates if not
   * @param theory what formulas say of the same experiment; null if the writer did not say
   * @param crash what ended the process before its time; null if nothing did
   * @param diagnosis what is wrong and why, what explains most first; null if the writer did not
   *     say
   */
  public record Verdict(
      Stability stability,
      @Nullable Theory theory,
      @Nullable Crash crash,
      @Nullable SloVerdict slo,
      @Nullable List<Finding> diagnosis) {
    /** Of a writer that does not say what is wrong. */
    public Verdict(
        Stability stability,
        @Nullable Theory theory,
        @Nullable Crash crash,
        @Nullable SloVerdict slo) {
      this(stability, theory, crash, slo, null);
    }
  }

  /** From intended arrival to completion. */
  public Latency latencyMs() {
    return requests.times().latencyMs();
  }

  /** By class name; null with one class. */
  public @Nullable Map<String, ClassResult> byClass() {
    return requests.times().byClass();
  }

  /** Mean time by component over all completed requests. */
  public Map<String, Double> breakdownMs() {
    return requests.times().breakdowns().breakdownMs();
  }

  /** The same over the requests at or above the P99. */
  public Map<String, Double> breakdownP99Ms() {
    return requests.times().breakdowns().breakdownP99Ms();
  }

  /** The same over the requests that were rejected or failed; null if none did. */
  public @Nullable Map<String, Double> breakdownFailedMs() {
    return requests.times().breakdowns().breakdownFailedMs();
  }

  /** The same over those inside at the end of the window; null if there were none. */
  public @Nullable Map<String, Double> breakdownUnfinishedMs() {
    return requests.times().breakdowns().breakdownUnfinishedMs();
  }

  /** By the step's id, or what it does; null if the writer did not say. */
  public @Nullable Map<String, StepResult> byStep() {
    return requests.times().byStep();
  }

  /** By kind and name; null if there is none. */
  public @Nullable Map<String, ResourceResult> byResource() {
    return requests.times().byResource();
  }

  /** What requests met of the collector; null if nothing allocates or the writer did not say. */
  public @Nullable CollectorTimes collector() {
    return requests.times().collector();
  }

  /** Completions per second of the window. */
  public double throughputPerS() {
    return requests.counts().rates().throughputPerS();
  }

  /** Its interval; null with one replication. */
  public @Nullable Interval throughputCi95() {
    return requests.counts().rates().throughputCi95();
  }

  /** Completions per second of the last tenth of the window. */
  public double throughputLastTenthPerS() {
    return requests.counts().rates().throughputLastTenthPerS();
  }

  /** Arrivals per second of the window. */
  public double offeredPerS() {
    return requests.counts().rates().offeredPerS();
  }

  /** Requests that arrived in the window. */
  public long offered() {
    return requests.counts().outcomes().offered();
  }

  /** Those that completed. */
  public long completed() {
    return requests.counts().outcomes().completed();
  }

  /** Those that were rejected. */
  public long rejected() {
    return requests.counts().outcomes().rejected();
  }

  /** Those that failed or were given up; null if none were. */
  public @Nullable Long timedOut() {
    return requests.counts().outcomes().timedOut();
  }

  /** What ended the requests that did not complete; null if none ended so. */
  public @Nullable Map<String, Long> failedBy() {
    return requests.counts().outcomes().failedBy();
  }

  /** Further attempts; null if there were none. */
  public @Nullable Long retried() {
    return requests.counts().outcomes().retried();
  }

  /** Those that had not ended when the run was given up. */
  public long inFlight() {
    return requests.counts().inFlight();
  }

  /** Requests that the server had at the end of the window; null if the writer did not say. */
  public @Nullable Long unfinished() {
    return requests.counts().unfinished();
  }

  /** CPU of the process. */
  public Cpu cpu() {
    return process.cpu();
  }

  /** Figures of the Go runtime. */
  public Runtime runtime() {
    return process.runtime();
  }

  /** Time averages. */
  public Levels levels() {
    return process.levels();
  }

  /** Every figure that a mechanism keeps, by its name; empty if the writer did not say. */
  public Map<String, MetricResult> metrics() {
    return process.metrics() == null ? Map.of() : process.metrics();
  }

  /** Latency at the quantiles of an HDR axis. */
  public Spectrum percentileSpectrum() {
    return curves.percentileSpectrum();
  }

  /** Samples over time, means over replications. */
  public Series series() {
    return curves.series();
  }

  /** The least of the samples, where that is not the mean; null if the writer did not say. */
  public @Nullable Map<String, List<Double>> seriesMin() {
    return curves.seriesMin();
  }

  /** The highest, between two samples too; null if the writer did not say. */
  public @Nullable Map<String, List<Double>> seriesMax() {
    return curves.seriesMax();
  }

  /** Whether the run was stationary. */
  public Stability stability() {
    return verdict.stability();
  }

  /** What formulas say of the same experiment; null if the writer did not say. */
  public @Nullable Theory theory() {
    return verdict.theory();
  }

  /** What ended the process before its time; null if nothing did. */
  public @Nullable Crash crash() {
    return verdict.crash();
  }

  /** Whether the SLO was met; null if there is none. */
  public @Nullable SloVerdict slo() {
    return verdict.slo();
  }

  /** What is wrong and why; null if the writer did not say. */
  public @Nullable List<Finding> diagnosis() {
    return verdict.diagnosis();
  }

  /** Values that were derived. */
  public Effective effective() {
    return conduct.effective();
  }

  /** How many replications there were. */
  public int replications() {
    return conduct.replications();
  }

  /** How narrow the interval of the P99 became; null if no precision was asked for. */
  public @Nullable Precision precision() {
    return conduct.precision();
  }

  /** Simulated time before the window. */
  public double warmupS() {
    return conduct.warmupS();
  }

  /** Length of the window. */
  public double durationS() {
    return conduct.durationS();
  }

  /** Events of all replications. */
  public long events() {
    return conduct.events();
  }

  /** A confidence interval; written as {@code [low, high]}. */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"low", "high"})
  public record Interval(double low, double high) {
    public Interval {
      low = Figures.rounded(low);
      high = Figures.rounded(high);
    }

    /** Half of its width; where it is cut off at 0, how far its upper end is from the value. */
    public double halfWidth(double value) {
      return low > 0 ? (high - low) / 2 : high - value;
    }

    /** The same over {@code value}; 0 where both are 0. */
    public double relativeHalfWidth(double value) {
      return low == high ? 0 : halfWidth(value) / value;
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
}
