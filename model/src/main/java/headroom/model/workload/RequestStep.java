package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a request, as the experiment file names it. Times are nanoseconds. Immutable. */
public sealed interface RequestStep {

  /** The step's {@code id}, by which traces and sweeps name it; null if it has none. */
  @Nullable String id();

  /** Computes on a P. */
  record Cpu(@Nullable String id, Distribution time) implements RequestStep {}

  /** Waits for the network: the goroutine parks on the netpoller, its P is free. */
  record NetworkIo(@Nullable String id, Distribution time) implements RequestStep {}

  /** {@code time.Sleep}: the goroutine parks on a timer. */
  record Sleep(@Nullable String id, Distribution time) implements RequestStep {}

  /** Runs {@code steps} in order, {@code times} times (a count, drawn once per request). */
  record Repeat(@Nullable String id, Distribution times, List<RequestStep> steps)
      implements RequestStep {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }

  /** Runs one of the branches, drawn by share. */
  record Choice(@Nullable String id, List<Branch> branches) implements RequestStep {
    /** A branch taken with probability {@code share}; the shares of a choice add up to 1. */
    public record Branch(double share, List<RequestStep> steps) {
      public Branch {
        steps = List.copyOf(steps);
      }
    }

    public Choice {
      branches = List.copyOf(branches);
    }
  }
}
