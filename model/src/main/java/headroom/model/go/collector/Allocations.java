package headroom.model.go.collector;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.HeapContents;
import headroom.model.go.memory.MemoryAccount;
import headroom.model.go.memory.SpanCaches;
import headroom.model.go.scheduler.Scheduler;

/**
 * What allocating objects costs, and what it changes: heap, pacer, what the goroutine owes. Source:
 * {@code runtime/malloc.go:mallocgc}, {@code mcache.go:refill}.
 */
final class Allocations {
  private final Collector collector;
  private final HeapSizes sizes;
  private final AllocationCosts costs;
  private final PageFaults faults;
  private final LimiterUpdates limiter;
  private final long containerBytes;
  private final Scheduler scheduler;
  private final SpanCaches caches;

  Allocations(
      Collector collector,
      HeapSizes sizes,
      CostProfile profile,
      LimiterUpdates limiter,
      Scheduler scheduler,
      long containerBytes) {
    this.collector = collector;
    this.sizes = sizes;
    costs = new AllocationCosts(profile);
    faults = new PageFaults(scheduler, profile);
    this.limiter = limiter;
    this.scheduler = scheduler;
    this.containerBytes = containerBytes;
    caches = new SpanCaches(scheduler.system().mostProcessors());
  }

  /** Bytes of {@code shape} that may be allocated before a cycle starts, at least 1. */
  long bytesToTrigger(AllocationShape shape) {
    long toTrigger = collector.bytesToTrigger();
    return toTrigger == Long.MAX_VALUE
        ? toTrigger
        : toTrigger + caches.left(scheduler.system().currentProcessorId(), shape);
  }

  /**
   * Only {@code number} Ps are in use from now on: the others give their caches back. Source:
   * {@code mcache.go:freemcache}, {@code releaseAll}.
   */
  void processorsBecome(int number) {
    for (int i = number; i < scheduler.system().gomaxprocs(); i++) {
      collector.pacer().returned(caches.giveBack(i));
    }
  }

  /** The Ps flush their caches. */
  void flush() {
    caches.flush();
  }

  /** The account of {@code goroutine}; credit of an earlier cycle is gone. */
  MemoryAccount account(Goroutine goroutine) {
    MemoryAccount account = goroutine.memory();
    if (account.assistCycle != collector.cycles()) {
      account.assistCycle = collector.cycles();
      account.assistBytes = 0;
    }
    return account;
  }

  /**
   * CPU of allocating the objects from {@code from} to {@code to} of {@code shape} now, ns, page
   * faults and sweeping included.
   */
  long ns(AllocationShape shape, long from, long to) {
    long growsBy = shape.liveBytes(from, to);
    Pacer pacer = collector.pacer();
    boolean marking = collector.isMarking();
    long pages = sizes.grow(growsBy, containerBytes, collector.isLimiting());
    long faultsNs = pages == 0 ? 0 : faults.ns(pages, shape, marking);
    long releaseNs = sizes.releaseNs();
    if (releaseNs > 0) {
      limiter.assisted(releaseNs);
      collector.scavenger().assisted(releaseNs);
    }
    return costs.ns(shape, to - from, marking)
        + faultsNs
        + releaseNs
        + collector.sweeper().owedNs(pacer.heapLive(), growsBy);
  }

  /**
   * {@code goroutine} has allocated the objects from {@code from} to {@code to} of {@code shape},
   * of all of which {@code holder} holds the share {@code keep}; returns whether that took a span,
   * which is when the heap is held against its trigger.
   */
  boolean book(
      Goroutine goroutine,
      AllocationShape shape,
      long from,
      long to,
      double keep,
      HeapContents holder) {
    long bytes = shape.liveBytes(from, to);
    long spanBytes = caches.take(scheduler.system().currentProcessorId(), shape, from, to);
    MemoryAccount account = account(goroutine);
    collector.objects().allocate(shape, from, to, keep, holder);
    if (collector.isMarking()) {
      account.assistBytes -= bytes;
    }
    sizes.mappedChanged();
    collector.pacer().allocated(spanBytes, shape.scanBytes(from, to));
    return spanBytes > 0;
  }
}
