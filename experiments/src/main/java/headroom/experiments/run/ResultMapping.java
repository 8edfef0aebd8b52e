package headroom.experiments.run;

import headroom.experiments.Point;
import headroom.experiments.result.Conduct;
import headroom.experiments.result.Conduct.Effective;
import headroom.experiments.result.Conduct.Precision;
import headroom.experiments.result.Crash;
import headroom.experiments.result.Curves;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.ProcessFigures.Collection;
import headroom.experiments.result.ProcessFigures.Cpu;
import headroom.experiments.result.ProcessFigures.Levels;
import headroom.experiments.result.ProcessFigures.Runtime;
import headroom.experiments.result.RequestCounts;
import headroom.experiments.result.RequestTimes;
import headroom.experiments.result.RequestTimes.ClassResult;
import headroom.experiments.result.RequestTimes.Latency;
import headroom.experiments.result.RequestTimes.Percentiles;
import headroom.experiments.result.Stability;
import headroom.experiments.result.Theory;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Window;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.ProcessExit;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.MetricObservation;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.TimeComponent;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Turns the pooled replications of a point into its result. */
final class ResultMapping {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_S = 1e9;
  private static final int TENTH = 10;
  private static final double BELOW_MEDIAN = 0.45;
  private static final double ABOVE_MEDIAN = 0.55;

  /** The other components are absent unless some request has been in them. */
  private static final Set<TimeComponent> ALWAYS_SHOWN =
      EnumSet.of(
          TimeComponent.QUEUE,
          TimeComponent.RUNNABLE,
          TimeComponent.RUNNING,
          TimeComponent.DESCHEDULED,
          TimeComponent.IO,
          TimeComponent.SLEEP);

  private final Point point;
  private final PointAccumulator pooled;

  ResultMapping(Point point, PointAccumulator pooled) {
    this.point = point;
    this.pooled = pooled;
  }

  /** The result; the verdict on the SLO is still open. */
  PointResult result(@Nullable Precision precision) {
    PointResult.Requests requests = new PointResult.Requests(times(), counts());
    Stability stability = stability(requests);
    return new PointResult(
        point.parameters(),
        requests,
        process(),
        new Curves(
            EncounterFigures.spectrum(pooled.latencyNs),
            pooled.series.means(),
            pooled.series.least(),
            pooled.series.highest()),
        new PointResult.Verdict(stability, theory(requests, stability), crash(), null),
        conduct(precision));
  }

  /** The windows of all replications, seconds. */
  private double measuredS() {
    return windowS() * pooled.replications;
  }

  private double windowS() {
    return pooled.scenario.window().durationNs() / NS_PER_S;
  }

  private RequestTimes times() {
    long p99Ns = LatencyQuantiles.lowestEquivalentNs(pooled.latencyNs, 0.99);
    return new RequestTimes(
        latency(
            pooled.latencyNs,
            PointAccumulator.meanMs(pooled.breakdown, pooled.latencyNs),
            LatencyIntervals.of(pooled.latencies)),
        classes(),
        new RequestTimes.Breakdowns(
            breakdown(pooled.breakdown, 0),
            orNull(ofMedian()),
            breakdown(pooled.breakdown, p99Ns),
            orNull(breakdown(pooled.failed, 0)),
            orNull(breakdown(pooled.unfinished, 0)),
            frozen(p99Ns)),
        pooled.programs.bySteps(),
        pooled.programs.byResources(
            ReuseFigures.of(pooled.scenario.resources().memory(), pooled.metrics)),
        EncounterFigures.of(pooled.encounters, pooled.latencyNs));
  }

  private RequestCounts counts() {
    Counts counts = pooled.counts;
    return new RequestCounts(
        new RequestCounts.Rates(
            pooled.completionsInWindow / measuredS(),
            pooled.rates.throughput((double) pooled.scenario.window().durationNs()).interval(),
            pooled.completionsInLastTenth / (measuredS() / TENTH),
            counts.offered() / measuredS()),
        new RequestCounts.Outcomes(
            counts.offered(),
            counts.completed(),
            counts.rejected(),
            counts.timedOut() == 0 ? null : (Long) counts.timedOut(),
            orNull(pooled.failedBy),
            counts.retried() == 0 ? null : (Long) counts.retried()),
        counts.inFlight(),
        pooled.unfinished.requests());
  }

  private ProcessFigures process() {
    Map<String, MetricResult> metrics = new LinkedHashMap<>();
    for (MetricObservation figure : pooled.metrics.all()) {
      MetricName name = figure.metric().name();
      String kind = figure.metric().kind().word();
      metrics.put(name.text(), new MetricResult(kind, name.unit(), figure.said(measuredS())));
    }
    return new ProcessFigures(cpu(), runtime(), levels(), metrics);
  }

  private Conduct conduct(@Nullable Precision precision) {
    return new Conduct(
        new Effective(
            pooled.scenario.runtime().gomaxprocs(),
            point.experiment().gomaxprocsReason(),
            pooled.scenario.costs().name()),
        pooled.replications,
        precision,
        pooled.scenario.window().warmUpNs() / NS_PER_S,
        windowS(),
        pooled.events);
  }

  private static Latency latency(
      Histogram latencyNs, double meanMs, @Nullable Map<String, Interval> ci95) {
    return new Latency(
        meanMs,
        new Percentiles(
            LatencyQuantiles.ms(latencyNs, 0.5),
            LatencyQuantiles.ms(latencyNs, 0.9),
            LatencyQuantiles.ms(latencyNs, 0.95),
            LatencyQuantiles.ms(latencyNs, 0.99),
            LatencyQuantiles.ms(latencyNs, 0.999)),
        LatencyQuantiles.maxMs(latencyNs),
        ci95);
  }

  private @Nullable Map<String, ClassResult> classes() {
    if (pooled.classes.size() < 2) {
      return null;
    }
    Map<String, ClassResult> results = new LinkedHashMap<>();
    for (PointAccumulator.PooledClass pooledClass : pooled.classes) {
      double meanMs = LatencyQuantiles.meanMs(pooledClass.latencyNs);
      results.put(
          pooledClass.name,
          new ClassResult(
              latency(pooledClass.latencyNs, meanMs, LatencyIntervals.of(pooledClass.latencies)),
              pooledClass.counts.completed(),
              pooledClass.counts.rejected()));
    }
    return results;
  }

  private static <V> @Nullable Map<String, V> orNull(Map<String, V> map) {
    return map.isEmpty() ? null : map;
  }

  private static Map<String, Double> breakdown(LatencyBreakdown breakdown, long fromNs) {
    return breakdown(breakdown, component -> breakdown.meanNs(component, fromNs));
  }

  /** Of the requests from the 45th to the 55th percentile. */
  private Map<String, Double> ofMedian() {
    long fromNs = LatencyQuantiles.lowestEquivalentNs(pooled.latencyNs, BELOW_MEDIAN);
    long toNs = LatencyQuantiles.lowestEquivalentNs(pooled.latencyNs, ABOVE_MEDIAN);
    LatencyBreakdown all = pooled.breakdown;
    return breakdown(all, component -> all.meanBetweenNs(component, fromNs, toNs));
  }

  private static Map<String, Double> breakdown(
      LatencyBreakdown breakdown, ToDoubleFunction<TimeComponent> meanNs) {
    Map<String, Double> byComponent = new LinkedHashMap<>();
    if (breakdown.requests() > 0) {
      for (TimeComponent component : TimeComponent.values()) {
        if (breakdown.meanNs(component) > 0 || ALWAYS_SHOWN.contains(component)) {
          byComponent.put(
              component.name().toLowerCase(Locale.ROOT),
              meanNs.applyAsDouble(component) / NS_PER_MS);
        }
      }
    }
    return byComponent;
  }

  private Cpu cpu() {
    double windowNs = (double) pooled.scenario.window().durationNs();
    double coresUsed =
        pooled.metrics.total(MetricNames.CPU_TIME) / (windowNs * pooled.replications);
    double usable = usableCores();
    return new Cpu(
        coresUsed,
        coresUsed / usable,
        ofCpu(MetricNames.GC_CPU),
        ofCpu(MetricNames.GC_COMPUTED),
        throttledShare(),
        pooled.rates.cpu(windowNs, usable));
  }

  /** Cores that the process may use in the window, in the mean if its CPU limit changes. */
  private double usableCores() {
    MachineSettings machine = pooled.scenario.machine();
    Window window = pooled.scenario.window();
    return Math.min(
        machine.usableCores(window.warmUpNs(), window.endNs()),
        DefaultProcessors.most(pooled.scenario.runtime(), machine));
  }

  /** What the collector takes, over what the process uses. */
  private @Nullable Double ofCpu(MetricName collector) {
    if (!pooled.scenario.allocates()) {
      return null;
    }
    double cpuNs = pooled.metrics.total(MetricNames.CPU_TIME);
    return cpuNs == 0 ? 0 : pooled.metrics.total(collector) / cpuNs;
  }

  private @Nullable Double throttledShare() {
    if (!pooled.scenario.machine().isLimited()) {
      return null;
    }
    double periods = pooled.metrics.total(MetricNames.QUOTA_PERIODS);
    return periods == 0 ? 0 : pooled.metrics.total(MetricNames.THROTTLED_PERIODS) / periods;
  }

  private @Nullable Map<String, Double> frozen(long p99Ns) {
    if (!pooled.scenario.machine().isLimited() || pooled.breakdown.requests() == 0) {
      return null;
    }
    Map<String, Double> frozen = new LinkedHashMap<>();
    frozen.put("mean", pooled.breakdown.meanFrozenNs(0) / NS_PER_MS);
    frozen.put("p99", pooled.breakdown.meanFrozenNs(p99Ns) / NS_PER_MS);
    return frozen;
  }

  private Runtime runtime() {
    Histogram schedulingNs = pooled.metrics.recorded(MetricNames.SCHEDULING_LATENCIES);
    return new Runtime(
        pooled.metrics.max(MetricNames.GOROUTINES),
        pooled.metrics.max(MetricNames.THREADS),
        pooled.goroutinesAtEnd,
        new Runtime.SchedLatency(
            LatencyQuantiles.ms(schedulingNs, 0.5), LatencyQuantiles.ms(schedulingNs, 0.99)),
        pooled.metrics.total(MetricNames.PREEMPTIONS) / measuredS(),
        pooled.metrics.total(MetricNames.THREAD_WAKES) / measuredS(),
        pooled.scenario.allocates() ? collection() : Collection.NONE);
  }

  private Collection collection() {
    int count = pooled.replications;
    Histogram pausesNs = pooled.metrics.recorded(MetricNames.GC_PAUSES);
    return new Collection(
        (double) pooled.metrics.total(MetricNames.GC_CYCLES) / count,
        pausesNs.getMean() * pausesNs.getTotalCount() / NS_PER_MS / count,
        LatencyQuantiles.maxMs(pausesNs),
        pooled.metrics.max(MetricNames.HEAP_LIVE),
        pooled.metrics.max(MetricNames.HEAP_GOAL),
        pooled.metrics.max(MetricNames.RESIDENT_MEMORY),
        (double) pooled.metrics.total(MetricNames.ALLOCATED_BYTES) / count,
        (double) pooled.metrics.total(MetricNames.ALLOCATED_OBJECTS) / count);
  }

  private @Nullable Crash crash() {
    ProcessExit exit = pooled.processExit;
    return exit == null
        ? null
        : new Crash(exit.timeNs() / NS_PER_S, exit.words(), exit.goroutines());
  }

  private Levels levels() {
    int count = pooled.replications;
    return new Levels(
        pooled.meanInSystem / count, pooled.meanInQueue / count, pooled.meanBusyWorkers / count);
  }

  private Theory theory(PointResult.Requests requests, Stability stability) {
    return TheoryCheck.of(
        pooled, requests.times().latencyMs(), requests.counts(), stability.stationary());
  }

  private Stability stability(PointResult.Requests requests) {
    if (pooled.processExit != null) {
      String when = FigureText.time(pooled.processExit.timeNs() / NS_PER_MS);
      return new Stability(
          false,
          "the process ended after " + when + ": what comes later is not in the figures",
          null);
    }
    RequestCounts.Rates rates = requests.counts().rates();
    Stability judged = StationarityCheck.judge(pooled, rates.throughputPerS());
    return WideIntervals.warn(
        judged, requests.times().latencyMs(), rates, pooled.replications, windowS());
  }
}
