package headroom.audit;

import headroom.model.cost.CostProfile;
import headroom.model.go.collector.AllocationCosts;
import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestStep;
import headroom.model.workload.StepKind;
import headroom.model.workload.StepMeans;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Means of what a file says, good enough to choose a load: writes to sinks are left out. */
final class MeanTimes implements StepMeans {
  private MeanTimes() {}

  /** What {@code steps} need. */
  static MeanNeed of(List<RequestStep> steps) {
    return MeanNeed.of(steps, new MeanTimes());
  }

  @Override
  public double of(@Nullable String id, Distribution drawn) {
    return drawn.mean();
  }

  @Override
  public double allocationNs(double bytes, long objects) {
    return new AllocationCosts(CostProfile.reference()).ns(bytes, (double) objects);
  }

  /** As if nothing were ever found. */
  @Override
  public double hitShare(String cache, KeyDistribution key) {
    return 0;
  }

  @Override
  public double writeNs(String sink) {
    return 0;
  }

  @Override
  public void cutShort(StepKind kind, double limitNs, double meanNs) {}
}
