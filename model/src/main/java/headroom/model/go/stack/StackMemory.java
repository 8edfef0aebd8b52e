package headroom.model.go.stack;

import static headroom.model.metrics.MetricName.go;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.ExitCause;
import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExitException;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The memory of all stacks: each goroutine begins with the starting size and doubles its stack
 * until a call fits. Source: {@code runtime/stack.go:newstack}, {@code copystack}; {@code
 * proc.go:gfput}, which frees the stack of a dead goroutine unless it has the starting size. Each
 * collection halves those of which less than a quarter is used. Source: {@code
 * stack.go:shrinkstack}, called by {@code mgcmark.go:scanstack}.
 *
 * <p>Approximate: all that are to shrink do so when the collection begins, and one that runs or was
 * preempted at any instruction too, which really waits for its next call. A stack of the starting
 * size stays what it is: the runtime makes the mean of what is used the starting size, which is
 * 2,048 B up to 1,120 B in the mean ({@code gcComputeStartingStackSize}), and here no scan finds
 * more.
 */
public final class StackMemory {
  /** Size of the first stack, bytes. Source: {@code stack.go:stackMin}. */
  public static final long STARTING_BYTES = 2048;

  /** No stack is larger, bytes. Source: {@code proc.go:main}, 64 bit. */
  public static final long LARGEST_BYTES = 1_000_000_000;

  /** Kept free below each frame, bytes. Source: {@code stack.go:stackGuard}. */
  private static final long GUARD_BYTES = 928;

  /** Counts as used beside the frames. Source: {@code stack.go:stackNosplit}. */
  private static final long NO_SPLIT_BYTES = 800;

  private static final int LEAST_USED_PART = 4;

  private final double growNs;
  private final double copyNsPerByte;
  private long inUseBytes;
  private long maxInUseBytes;

  /** Those whose stacks have grown; some may have died since. */
  private final List<Goroutine> grown = new ArrayList<>();

  /** No stacks yet. */
  public StackMemory(CostProfile costs) {
    growNs = costs.value(Cost.GO_STACK_GROW);
    copyNsPerByte = costs.value(Cost.GO_STACK_COPY);
  }

  /** Registers the bytes of all stacks. */
  public void register(RuntimeMetrics metrics) {
    metrics.gauge(go("/memory/classes/heap/stacks:bytes"), this::inUseBytes);
  }

  /** {@code goroutine} comes to life. */
  public void born(Goroutine goroutine) {
    goroutine.stackBytes = STARTING_BYTES;
    add(STARTING_BYTES);
  }

  /** {@code goroutine} ends. */
  public void died(Goroutine goroutine) {
    inUseBytes -= goroutine.stackBytes;
    goroutine.stackBytes = 0;
  }

  /**
   * {@code goroutine} calls functions whose frames take {@code bytes}; returns the CPU that growing
   * its stack takes, ns.
   *
   * @throws ProcessExitException if no stack may be that large
   */
  public long call(Goroutine goroutine, long bytes) {
    double ns = 0;
    while (goroutine.stackBytes - GUARD_BYTES < bytes) {
      long doubled = 2 * goroutine.stackBytes;
      if (doubled > LARGEST_BYTES) {
        throw new ProcessExitException(new ExitCause.StackOverflow());
      }
      add(goroutine.stackBytes);
      goroutine.stackBytes = doubled;
      ns += growNs + copyNsPerByte * doubled;
    }
    if (goroutine.stackBytes > STARTING_BYTES && !goroutine.stackHasGrown) {
      goroutine.stackHasGrown = true;
      grown.add(goroutine);
    }
    return Math.round(ns);
  }

  /**
   * A collection scans all stacks, of which {@code usedBytes} says how much is in use; negative if
   * that can't be moved now. Returns the CPU that shrinking takes, ns: as much as growing to the
   * same size, since it is the same copy (estimate).
   */
  public long shrink(ToLongFunction<Goroutine> usedBytes) {
    double ns = 0;
    int kept = 0;
    for (Goroutine goroutine : grown) {
      long used = usedBytes.applyAsLong(goroutine);
      if (goroutine.stackBytes > STARTING_BYTES
          && used >= 0
          && used + NO_SPLIT_BYTES < goroutine.stackBytes / LEAST_USED_PART) {
        goroutine.stackBytes /= 2;
        inUseBytes -= goroutine.stackBytes;
        ns += growNs + copyNsPerByte * goroutine.stackBytes;
      }
      if (goroutine.stackBytes > STARTING_BYTES) {
        grown.set(kept++, goroutine);
      } else {
        goroutine.stackHasGrown = false;
      }
    }
    grown.subList(kept, grown.size()).clear();
    return Math.round(ns);
  }

  /** Bytes of all stacks of live goroutines. */
  public long inUseBytes() {
    return inUseBytes;
  }

  /** The largest {@link #inUseBytes} so far. */
  public long maxInUseBytes() {
    return maxInUseBytes;
  }

  private void add(long bytes) {
    inUseBytes += bytes;
    maxInUseBytes = Math.max(maxInUseBytes, inUseBytes);
  }
}
