package headroom.model.workload;

import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import org.jspecify.annotations.Nullable;

/** What the mean need of steps depends on besides the steps. */
public interface StepMeans {

  /** The mean of what the step {@code id} asks for: {@code drawn}, unless a trace records it. */
  double of(@Nullable String id, Distribution drawn);

  /** CPU of allocating {@code bytes} in {@code objects} objects while no cycle is on, ns. */
  double allocationNs(double bytes, long objects);

  /**
   * Share of the lookups of {@code key} in the cache {@code cache} that find it, in the long run.
   */
  double hitShare(String cache, KeyDistribution key);

  /** Mean CPU of a write to the sink {@code name}, ns. */
  double writeNs(String name);

  /** A step of the kind {@code kind} is limited to less than what it needs on average, ns. */
  void cutShort(StepKind kind, double limitNs, double meanNs);
}
