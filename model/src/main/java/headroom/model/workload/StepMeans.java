package headroom.model.workload;

import headroom.model.random.Distribution;
import org.jspecify.annotations.Nullable;

/** What the mean need of steps depends on besides the steps. */
public interface StepMeans {

  /** The mean of what the step {@code id} asks for: {@code drawn}, unless a trace records it. */
  double of(@Nullable String id, Distribution drawn);

  /** Mean CPU of a write to the sink {@code name}, ns. */
  double writeNs(String name);

  /** A step of the kind {@code kind} is limited to less than what it needs on average, ns. */
  void cutShort(StepKind kind, double limitNs, double meanNs);
}
