package headroom.experiments.notes;

import headroom.model.cost.CostProfile;
import headroom.model.go.collector.AllocationCosts;
import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.StepKind;
import headroom.model.workload.StepMeans;
import headroom.model.workload.cache.HitShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the means of what steps need. On the way it keeps the time limits that are below the mean
 * of what they limit.
 */
final class StepNeeds implements StepMeans {
  private final Map<String, Double> writeNs = new LinkedHashMap<>();
  private final Map<String, Double> hitShares = new LinkedHashMap<>();
  private final List<TightLimit> tightLimits = new ArrayList<>();

  private final Resources.Memory memory;
  private final AllocationCosts allocation;
  private final TraceMeans recorded;

  StepNeeds(Resources resources, CostProfile costs, TraceMeans recorded) {
    allocation = new AllocationCosts(costs);
    this.recorded = recorded;
    memory = resources.memory();
    resources.sinks().forEach(sink -> writeNs.put(sink.name(), sink.write().mean()));
  }

  /** A timeout of a step below the mean of what it limits. */
  record TightLimit(String what, double limitNs, double meanNs) {}

  List<TightLimit> tightLimits() {
    return List.copyOf(tightLimits);
  }

  MeanNeed of(List<RequestStep> steps) {
    return MeanNeed.of(steps, this);
  }

  @Override
  public double of(@Nullable String id, Distribution drawn) {
    return recorded.of(id, drawn);
  }

  @Override
  public double allocationNs(double bytes, long objects) {
    return allocation.ns(bytes, (double) objects);
  }

  /** The hit share of the bounded cache; entries that expire are not reckoned with. */
  @Override
  public double hitShare(String cache, KeyDistribution key) {
    return hitShares.computeIfAbsent(
        cache + " " + key, both -> HitShare.of(key, memory.cache(cache).maxEntries()));
  }

  @Override
  public double writeNs(String sink) {
    return writeNs.getOrDefault(sink, 0.0);
  }

  @Override
  public void cutShort(StepKind kind, double limitNs, double meanNs) {
    tightLimits.add(new TightLimit(kind.key(), limitNs, meanNs));
  }
}
