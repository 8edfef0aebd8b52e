package headroom.model.go.collector;

import headroom.model.go.ExitCause;
import headroom.model.go.ProcessExitException;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.ResidentMemory;
import headroom.model.go.scheduler.Population;
import headroom.model.go.scheduler.Scheduler;

/** How large heap, stacks and mapped memory are, which the pacer has to know. */
final class HeapSizes {
  private final Scheduler scheduler;
  private final Pacer pacer;
  private final Heap heap;
  private final ResidentMemory memory;
  private long stackBytes;
  private long releaseNs;

  HeapSizes(Scheduler scheduler, Pacer pacer, Heap heap, ResidentMemory memory) {
    this.scheduler = scheduler;
    this.pacer = pacer;
    this.heap = heap;
    this.memory = memory;
  }

  /** Stacks may have grown or shrunk. */
  void stacksChanged() {
    long bytes = scheduler.stacks().inUseBytes();
    memory.stacks(bytes);
    pacer.stacksChanged(bytes - stackBytes);
    stackBytes = bytes;
  }

  /**
   * A cycle scans all stacks, and those shrink of which little is used. The runtime frees the
   * memory when the cycle ends; here the next cycle finds it free.
   */
  MarkWork.Stacks scanStacks() {
    Population population = scheduler.population();
    long shrinkNs = scheduler.stacks().shrink(UsedStacks::ofGoroutine);
    return new MarkWork.Stacks(UsedStacks.bytes(population), population.alive(), shrinkNs);
  }

  /**
   * The heap is about to grow by {@code bytes}; returns the pages that are faulted in for that, and
   * with {@link #releaseNs} apart the CPU of what the memory limit demands, unless {@code
   * limiting}.
   *
   * @throws ProcessExitException if the process takes more than {@code containerBytes}
   */
  long grow(long bytes, long containerBytes, boolean limiting) {
    long objects = heap.bytes() + bytes;
    long pages = memory.grow(objects);
    releaseNs = limiting ? 0 : memory.releaseOverLimit(objects);
    if (memory.rssBytes() > containerBytes) {
      throw new ProcessExitException(new ExitCause.OutOfMemory(memory.rssBytes(), containerBytes));
    }
    return pages;
  }

  /** CPU that the last {@link #grow} takes to give memory back, ns. */
  long releaseNs() {
    return releaseNs;
  }

  /** The heap, or what is backed by memory, may have changed. */
  void mappedChanged() {
    long objects = heap.bytes();
    long free = Math.max(0, memory.heapBytes() - ResidentMemory.spanBytes(objects));
    pacer.mapped(memory.mappedBytes(), free, Math.min(objects, memory.heapBytes()));
  }
}
