package headroom.experiments.run;

import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.Reuse;
import headroom.experiments.result.RequestTimes.StepFailures;
import headroom.experiments.result.RequestTimes.StepPlace;
import headroom.experiments.result.RequestTimes.StepResult;
import headroom.experiments.result.RequestTimes.Times;
import headroom.experiments.statistics.LatencyQuantiles;
import headroom.experiments.statistics.ReplicatedTimes;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.ResourceObservation;
import headroom.model.observe.Observation.StepObservation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Pools what replications say of steps and resources, which are the same in all of them. */
final class ProgramAccumulator {
  private static final double NS_PER_MS = 1e6;

  private final List<Step> steps = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private int replications;

  /** Adds the next replication. */
  void add(Observation observation) {
    if (replications++ == 0) {
      observation.steps().forEach(step -> steps.add(new Step(step)));
      observation.resources().forEach(resource -> resources.add(new Resource(resource)));
    }
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).add(observation.steps().get(i));
    }
    for (int i = 0; i < resources.size(); i++) {
      resources.get(i).add(observation.resources().get(i));
    }
  }

  /** By step; null if there are none. */
  @Nullable Map<String, StepResult> bySteps() {
    Map<String, StepResult> results = new LinkedHashMap<>();
    steps.forEach(step -> results.put(step.name, step.result()));
    return results.isEmpty() ? null : results;
  }

  /** By resource, with what {@code reuse} says of them by name; null if there are none. */
  @Nullable Map<String, ResourceResult> byResources(Map<String, Reuse> reuse) {
    Map<String, ResourceResult> results = new LinkedHashMap<>();
    for (Resource resource : resources) {
      results.put(resource.name, resource.result(replications, reuse.get(resource.name)));
    }
    reuse.forEach((name, figures) -> results.putIfAbsent(name, unwaited(figures)));
    return results.isEmpty() ? null : results;
  }

  private static ResourceResult unwaited(Reuse reuse) {
    Times never = new Times(Double.NaN, Double.NaN);
    return new ResourceResult(Double.NaN, never, 0, null, null, reuse);
  }

  private static @Nullable Long unlessZero(long count) {
    return count == 0 ? null : (Long) count;
  }

  private static final class Step {
    private final String name;
    private final StepPlace place;
    private final PooledTimes waits = new PooledTimes();
    private final PooledTimes services = new PooledTimes();
    private long timeouts;
    private long errors;
    private long canceled;

    Step(StepObservation first) {
      name = first.name();
      Boolean beside = first.beside() ? Boolean.TRUE : null;
      place = new StepPlace(first.place().kind(), first.inside(), beside);
    }

    void add(StepObservation seen) {
      waits.add(seen.waits());
      services.add(seen.services());
      timeouts += seen.timeouts();
      errors += seen.errors();
      canceled += seen.canceled();
    }

    StepResult result() {
      return new StepResult(
          place,
          waits.count(),
          waits.result(),
          services.result(),
          new StepFailures(unlessZero(timeouts), unlessZero(errors), unlessZero(canceled)));
    }
  }

  private static final class Resource {
    private final String name;
    private final PooledTimes waits = new PooledTimes();
    private double utilizations;
    private long waitersMax;
    private long timeouts;
    private long opened;

    Resource(ResourceObservation first) {
      name = first.name();
    }

    void add(ResourceObservation seen) {
      waits.add(seen.waits());
      utilizations += seen.utilization();
      waitersMax = Math.max(waitersMax, seen.waitersMax());
      timeouts += seen.timeouts();
      opened += seen.opened();
    }

    ResourceResult result(int replications, @Nullable Reuse reuse) {
      return new ResourceResult(
          utilizations / replications,
          waits.result(),
          waitersMax,
          unlessZero(timeouts),
          unlessZero(opened),
          reuse);
    }
  }

  private static final class PooledTimes {
    private final Histogram histogramNs = new Histogram(2); // as the observer records
    private final ReplicatedTimes replications = new ReplicatedTimes();
    private double sumNs;

    void add(Observation.Times seen) {
      replications.add(seen.histogramNs(), (double) seen.sumNs());
      histogramNs.add(seen.histogramNs());
      sumNs += seen.sumNs();
    }

    long count() {
      return histogramNs.getTotalCount();
    }

    Times result() {
      return new Times(
          sumNs / count() / NS_PER_MS,
          LatencyQuantiles.ms(histogramNs, 0.99),
          LatencyIntervals.of(replications, List.of(Metric.MEAN, Metric.P99)));
    }
  }
}
