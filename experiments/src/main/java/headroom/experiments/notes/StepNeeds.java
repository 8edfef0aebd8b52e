package headroom.experiments.notes;

import headroom.model.random.Distribution;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.StepKind;
import headroom.model.workload.StepMeans;
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
  private final List<TightLimit> tightLimits = new ArrayList<>();

  private final TraceMeans recorded;

  StepNeeds(Resources resources, TraceMeans recorded) {
    this.recorded = recorded;
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
  public double writeNs(String sink) {
    return writeNs.getOrDefault(sink, 0.0);
  }

  @Override
  public void cutShort(StepKind kind, double limitNs, double meanNs) {
    tightLimits.add(new TightLimit(kind.key(), limitNs, meanNs));
  }
}
