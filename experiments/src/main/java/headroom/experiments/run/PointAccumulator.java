package headroom.experiments.run;

import headroom.experiments.statistics.RecordedTimes;
import headroom.experiments.statistics.ReplicatedTimes;
import headroom.model.Scenario;
import headroom.model.go.ProcessExit;
import headroom.model.observe.CollectorEncounters;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ClassObservation;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.TimeComponent;
import headroom.model.observe.WindowFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Pools the replications of a point, in the order of their numbers, and keeps of each only what
 * intervals need.
 */
final class PointAccumulator {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_S = 1e9;

  /**
   * The histogram's mean is within half of its resolution of the true one; a breakdown further off
   * has lost time.
   */
  private static final double BREAKDOWN_TOLERANCE = 0.01;

  final Scenario scenario;
  final Histogram latencyNs = growing();
  final ReplicatedTimes latencies = new ReplicatedTimes();
  final LatencyBreakdown breakdown = new LatencyBreakdown();
  final LatencyBreakdown failed = new LatencyBreakdown();
  final LatencyBreakdown unfinished = new LatencyBreakdown();
  final Map<String, Long> failedBy = new LinkedHashMap<>();
  final ReplicatedRates rates;
  final ProgramAccumulator programs = new ProgramAccumulator();
  final CollectorEncounters encounters = new CollectorEncounters();
  final PooledSeries series = new PooledSeries();
  final List<PooledClass> classes = new ArrayList<>();
  Counts counts = new Counts(0, 0, 0, 0, 0);

  long completionsInWindow;
  long completionsInLastTenth;
  WindowFigures metrics = WindowFigures.NONE;
  Map<String, Integer> goroutinesAtEnd = Map.of();
  @Nullable ProcessExit processExit;
  double meanInSystem;
  double meanInQueue;
  double meanBusyWorkers;
  long events;
  int replications;

  private final @Nullable RareTimes rareTimes;
  private double waitSumNs;
  private final List<double[]> inSystem = new ArrayList<>();
  private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);

  PointAccumulator(Scenario scenario) {
    this.scenario = scenario;
    this.rates = new ReplicatedRates(scenario);
    this.rareTimes = RareTimes.of(scenario);
    scenario.classes().forEach(requestClass -> classes.add(new PooledClass(requestClass.name())));
    for (Metric metric : Metric.values()) {
      values.put(metric, new ArrayList<>());
    }
  }

  /** Adds the next replication. */
  void add(Observation observation) {
    RecordedTimes times = RecordedTimes.of(observation.latencyNs());
    checkBreakdown(observation, times);
    if (rareTimes != null && observation.process().exit() == null) {
      latencies.addControl(rareTimes.control(replications));
    }
    replications++;
    latencyNs.add(observation.latencyNs());
    latencies.add(times, sumNs(observation));
    breakdown.add(observation.breakdown());
    RecordedTimes waits = RecordedTimes.of(observation.requests().waitNs());
    waitSumNs += waits.meanNs() * waits.count();
    counts = counts.plus(observation.counts());
    completionsInWindow += observation.completionsInWindow();
    addLosses(observation.losses());
    rates.add(observation);
    programs.add(observation);
    addEncounters(observation.timeSpent().encounters());
    metrics = metrics.plus(observation.metrics().figures());
    events += observation.events();
    List<ClassObservation> seen = observation.classes();
    for (int i = 0; i < seen.size(); i++) {
      boolean only = seen.size() == 1;
      classes.get(i).add(seen.get(i), only ? times : RecordedTimes.of(seen.get(i).latencyNs()));
    }
    addProcess(observation.process());
    meanInSystem += observation.levels().meanInSystem();
    meanInQueue += observation.levels().meanInQueue();
    meanBusyWorkers += observation.levels().meanBusyWorkers();
    series.add(observation.series());
    inSystem.add(WarmUp.level(observation));
    addValues(observation);
  }

  /** The mean time between arrival and start of the requests that completed. */
  double meanWaitNs() {
    return latencyNs.getTotalCount() == 0 ? 0 : waitSumNs / latencyNs.getTotalCount();
  }

  /** What each replication adds to {@code metric}, by replication. */
  double[] values(Metric metric) {
    Double quantile = LatencyIntervals.quantile(metric);
    if (quantile != null) {
      return latencies.pseudoValuesMs(quantile);
    }
    return valueList(metric).stream().mapToDouble(Double::doubleValue).toArray();
  }

  Map<Metric, double[]> allValues() {
    Map<Metric, double[]> all = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      all.put(metric, values(metric));
    }
    return all;
  }

  /**
   * Mean latency in ms, exact because it is the sum of its components; NaN if no request completed.
   */
  static double meanMs(LatencyBreakdown breakdown, Histogram latencyNs) {
    if (latencyNs.getTotalCount() == 0) {
      return Double.NaN;
    }
    double sumNs = 0;
    for (TimeComponent component : TimeComponent.values()) {
      sumNs += breakdown.meanNs(component);
    }
    return sumNs / NS_PER_MS;
  }

  /** The latencies of {@code observation}, added up; exact, as the mean. */
  private static double sumNs(Observation observation) {
    long count = observation.latencyNs().getTotalCount();
    return count == 0
        ? 0
        : meanMs(observation.breakdown(), observation.latencyNs()) * NS_PER_MS * count;
  }

  private void addLosses(Observation.Losses losses) {
    failed.add(losses.failed());
    unfinished.add(losses.unfinished());
    losses.byReason().forEach((reason, count) -> failedBy.merge(reason, count, Long::sum));
    completionsInLastTenth += losses.completionsInLastTenth();
  }

  private void addEncounters(@Nullable CollectorEncounters seen) {
    if (seen != null) {
      encounters.add(seen);
    }
  }

  private void addProcess(Observation.Process process) {
    goroutinesAtEnd = replications == 1 ? process.goroutinesAtEnd() : goroutinesAtEnd;
    processExit = processExit == null ? process.exit() : processExit;
  }

  /** Requests in the system by replication, at the common instants inside the window. */
  double[][] inSystem() {
    long[] timesNs = series.timesNs();
    int from = firstInWindow();
    double[][] levels = new double[inSystem.size()][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Arrays.copyOfRange(inSystem.get(i), from, timesNs.length);
    }
    return levels;
  }

  /** The mean of a series over replications at the instants inside the window; empty if unknown. */
  double[] inWindow(String name) {
    double[] means = series.means(name);
    return means.length == 0 ? means : Arrays.copyOfRange(means, firstInWindow(), means.length);
  }

  private int firstInWindow() {
    long[] timesNs = series.timesNs();
    int first = 0;
    while (first < timesNs.length && timesNs[first] < scenario.window().warmUpNs()) {
      first++;
    }
    return first;
  }

  private void addValues(Observation observation) {
    Histogram latency = observation.latencyNs();
    double windowS = observation.windowNs() / NS_PER_S;
    Counts seen = observation.counts();
    valueList(Metric.MEAN).add(meanMs(observation.breakdown(), latency));
    valueList(Metric.THROUGHPUT).add(observation.completionsInWindow() / windowS);
    valueList(Metric.CORES_USED)
        .add((double) observation.cpu().busyCoreNs() / observation.windowNs());
    valueList(Metric.REJECTED_SHARE)
        .add(seen.offered() == 0 ? 0 : (double) seen.rejected() / seen.offered());
  }

  private List<Double> valueList(Metric metric) {
    List<Double> list = values.get(metric);
    if (list == null) {
      throw new IllegalStateException("no list for " + metric);
    }
    return list;
  }

  private static void checkBreakdown(Observation observation, RecordedTimes times) {
    if (times.count() == 0) {
      return;
    }
    double meanMs = times.meanNs() / NS_PER_MS;
    double sumMs = meanMs(observation.breakdown(), observation.latencyNs());
    if (Math.abs(sumMs - meanMs) > BREAKDOWN_TOLERANCE * meanMs + 1e-6) {
      throw new IllegalStateException(
          "the breakdown adds up to " + sumMs + " ms, but the mean latency is " + meanMs + " ms");
    }
  }

  private static Histogram growing() {
    return new Histogram(3); // three digits, as the observer records; it grows to what is added
  }

  /** One class of requests over all replications. */
  static final class PooledClass {
    final String name;
    final Histogram latencyNs = growing();
    final ReplicatedTimes latencies = new ReplicatedTimes();
    Counts counts = new Counts(0, 0, 0, 0, 0);

    PooledClass(String name) {
      this.name = name;
    }

    private void add(ClassObservation observation, RecordedTimes times) {
      latencyNs.add(observation.latencyNs());
      latencies.add(times, times.meanNs() * times.count());
      counts = counts.plus(observation.counts());
    }
  }
}
