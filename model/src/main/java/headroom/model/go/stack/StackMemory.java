package headroom.model.go.stack;

import static headroom.model.metrics.MetricName.go;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.ExitCause;
import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExitException;
import headroom.model.metrics.RuntimeMetrics;

/**
 * The memory of all stacks: each goroutine begins with the starting size and doubles its stack
 * until a call fits. Source: {@code runtime/stack.go:newstack}, {@code copystack}; {@code
 * proc.go:gfput}, which frees the stack of a dead goroutine unless it has the starting size.
 *
 * <p>Stacks never shrink here: the runtime halves those of which less than a quarter is used, once
 * in each collection, and adapts the starting size then. Without collections it does neither.
 */
public final class StackMemory {
  /** Size of the first stack, bytes. Source: {@code stack.go:stackMin}. */
  public static final long STARTING_BYTES = 2048;

  /** No stack is larger, bytes. Source: {@code proc.go:main}, 64 bit. */
  public static final long LARGEST_BYTES = 1_000_000_000;

  /** Kept free below each frame, bytes. Source: {@code stack.go:stackGuard}. */
  private static final long GUARD_BYTES = 928;

  private final double growNs;
  private final double copyNsPerByte;
  private long inUseBytes;
  private long maxInUseBytes;

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
      long grown = 2 * goroutine.stackBytes;
      if (grown > LARGEST_BYTES) {
        throw new ProcessExitException(new ExitCause.StackOverflow());
      }
      add(goroutine.stackBytes);
      goroutine.stackBytes = grown;
      ns += growNs + copyNsPerByte * grown;
    }
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
