package headroom.experiments.run;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricKind;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.MetricObservation;
import headroom.model.observe.Observation;
import headroom.model.observe.TimeComponent;
import headroom.model.observe.WindowFigures;
import headroom.model.workload.Arrivals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * A first-come first-served queue with exponential service of 4 ms before {@code workers} servers,
 * by the recurrence of Kiefer and Wolfowitz: a model small enough to stand in for the simulator.
 * The k-th request draws the same gap and service whatever else is set. Public for the tests of
 * other packages.
 */
public final class QueueReplicator implements Replicator {
  /** Mean service time, ns. */
  public static final double MEAN_SERVICE_NS = 4e6;

  @Override
  public Observation run(Scenario scenario, int replication, Simulation.ProgressListener progress) {
    Run run = new Run(scenario);
    SplittableRandom random = new SplittableRandom(scenario.seed() * 1_000_003 + replication);
    double meanGapNs = 1e9 / ((Arrivals.Poisson) scenario.arrivals()).ratePerSecond();
    long[] freeAtNs = new long[Math.min(scenario.server().workers(), 1000)];
    double arrival = 0;
    long told = 0;
    while (true) {
      arrival -= meanGapNs * StrictMath.log(1 - random.nextDouble());
      long arrivalNs = (long) arrival;
      long serviceNs = 1 + (long) (-MEAN_SERVICE_NS * StrictMath.log(1 - random.nextDouble()));
      if (arrivalNs >= scenario.window().endNs()) {
        return run.observation();
      }
      Arrays.sort(freeAtNs);
      long startNs = Math.max(arrivalNs, freeAtNs[0]);
      freeAtNs[0] = startNs + serviceNs;
      run.request(arrivalNs, startNs, freeAtNs[0]);
      if (arrivalNs - told > 1_000_000_000) {
        told = arrivalNs;
        progress.reached(arrivalNs, scenario.window().endNs());
      }
    }
  }

  /**
   * The figures that a result needs, of servers that were busy for {@code busyNs} of CPU.
   *
   * @param waitNs of the requests
   */
  public static WindowFigures figures(long busyNs, Histogram waitNs) {
    return new WindowFigures(
        List.of(
            gauge(MetricNames.GOROUTINES, 10),
            gauge(MetricNames.THREADS, 4),
            counter(MetricNames.PREEMPTIONS, 0),
            counter(MetricNames.STEALS, 0),
            counter(MetricNames.THREAD_WAKES, 100),
            new MetricObservation.Counter(
                new Metric(MetricNames.CPU_TIME, MetricKind.TIME_COUNTER), busyNs),
            new MetricObservation.Values(
                new Metric(MetricNames.SCHEDULING_LATENCIES, MetricKind.TIME_HISTOGRAM), waitNs)));
  }

  private static MetricObservation gauge(MetricName name, long max) {
    return new MetricObservation.Gauge(new Metric(name, MetricKind.GAUGE), max, 1, max);
  }

  private static MetricObservation counter(MetricName name, long total) {
    return new MetricObservation.Counter(new Metric(name, MetricKind.COUNTER), total);
  }

  private static final class Run {
    private final Scenario scenario;
    private final Histogram latencyNs = new Histogram(3);
    private final Histogram waitNs = new Histogram(3);
    private final LatencyBreakdown breakdown = new LatencyBreakdown();
    private final List<long[]> stays = new ArrayList<>();
    private long completionsInWindow;
    private long busyNs;
    private long offered;
    private long events;

    Run(Scenario scenario) {
      this.scenario = scenario;
    }

    void request(long arrivalNs, long startNs, long endNs) {
      events += 2;
      stays.add(new long[] {arrivalNs, endNs});
      if (endNs >= scenario.window().warmUpNs() && endNs < scenario.window().endNs()) {
        completionsInWindow++;
        busyNs += endNs - startNs;
      }
      if (arrivalNs < scenario.window().warmUpNs()) {
        return;
      }
      offered++;
      latencyNs.recordValue(endNs - arrivalNs);
      waitNs.recordValue(startNs - arrivalNs);
      long[] components = new long[TimeComponent.values().length];
      components[TimeComponent.QUEUE.ordinal()] = startNs - arrivalNs;
      components[TimeComponent.RUNNING.ordinal()] = endNs - startNs;
      breakdown.add(endNs - arrivalNs, components);
    }

    Observation observation() {
      Observation.Counts counts = new Observation.Counts(offered, offered, 0, 0, 0);
      long[] times = scenario.window().sampleTimesNs();
      return new Observation(
          scenario.window().durationNs(),
          new Observation.Requests(
              counts,
              latencyNs,
              waitNs,
              completionsInWindow,
              scenario.classes().stream()
                  .map(
                      requestClass ->
                          new Observation.ClassObservation(requestClass.name(), latencyNs, counts))
                  .toList(),
              new Observation.Levels(2, 1, 1)),
          new Observation.TimeSpent(
              breakdown,
              Observation.Losses.none(completionsInWindow / 10),
              List.of(),
              List.of(),
              null),
          new Observation.Metrics(
              figures(busyNs, waitNs),
              new Observation.Series(
                  times, List.of("in_system"), new double[][] {inSystem(times)})),
          new Observation.Process(scenario.machine().cores(), Map.of(), null),
          events);
    }

    private double[] inSystem(long[] times) {
      long[] arrivals = stays.stream().mapToLong(stay -> stay[0]).sorted().toArray();
      long[] ends = stays.stream().mapToLong(stay -> stay[1]).sorted().toArray();
      double[] level = new double[times.length];
      int arrived = 0;
      int ended = 0;
      for (int i = 0; i < times.length; i++) {
        while (arrived < arrivals.length && arrivals[arrived] <= times[i]) {
          arrived++;
        }
        while (ended < ends.length && ends[ended] <= times[i]) {
          ended++;
        }
        level[i] = arrived - ended;
      }
      return level;
    }
  }
}
