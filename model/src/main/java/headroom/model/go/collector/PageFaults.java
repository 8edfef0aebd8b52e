package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.scheduler.Scheduler;

/**
 * What it takes to touch memory that the kernel has to provide. A page that is written first takes
 * one fault. While a cycle marks, the first store of a pointer into a page reads what it replaces,
 * so that the kernel maps its page of zeros; the store then takes a second fault, and every core
 * that runs another thread of the process is interrupted to forget the page of zeros. The allocator
 * itself stores such a pointer, to the type, in front of objects beyond 512 B. Source: Go 1.26
 * {@code runtime/mbitmap.go:heapSetTypeSmallHeader} ({@code *header = typ} with a write barrier,
 * and go.dev/issue/74375, which its comment names), {@code mheap.go:initSpan}: memory that was
 * given back is not zeroed by the allocator, which would write it first. Seen in a service with an
 * instrumented runtime: of the pages that requests of 1,000 objects of 1 KiB fault in while a cycle
 * marks, those of the quarter with pointers take a second fault of 12 to 23 us, and no other does.
 *
 * <p>Approximate: whether others run is looked at once for the pages of a bunch; programs are taken
 * to store a pointer into each page of memory for pointers before anything else.
 */
final class PageFaults {
  /** Objects up to this size have no header. Source: {@code heapBitsInSpan}. */
  private static final double MOST_WITHOUT_HEADER = 512;

  /**
   * Of the two pages of a span of such objects one holds the bits that tell pointers, and is
   * written before any object is. Source: {@code mbitmap.go:initHeapBits}.
   */
  private static final double OBJECTS_FIRST_SHARE = 0.5;

  /** Reading a page first, in faults. Measured (probe memory, faults): 2.6 and 1.55 us a page. */
  private static final double SECOND_FAULT = 0.7;

  /**
   * What the interrupted core loses, as a share of what who interrupts it waits. Measured (probe
   * memory, faults): 5.3 to 5.4 us of 8.5.
   */
  private static final double INTERRUPTED_SHARE = 0.63;

  private final Scheduler scheduler;
  private final double faultNs;
  private final double shootdownNs;

  PageFaults(Scheduler scheduler, CostProfile costs) {
    this.scheduler = scheduler;
    faultNs = costs.value(Cost.OS_PAGE_FAULT);
    shootdownNs = costs.value(Cost.OS_TLB_SHOOTDOWN);
  }

  /**
   * The running goroutine faults {@code pages} in for objects of {@code shape}; returns the CPU of
   * that, ns.
   */
  long ns(long pages, AllocationShape shape, boolean marking) {
    double ns = pages * faultNs;
    if (marking) {
      double twice = pages * readFirstShare(shape);
      ns += twice * SECOND_FAULT * faultNs;
      double waitNs = twice * shootdownNs;
      if (waitNs > 0 && scheduler.system().interruptOthers(waitNs * INTERRUPTED_SHARE)) {
        ns += waitNs;
      }
    }
    return Math.round(ns);
  }

  private static double readFirstShare(AllocationShape shape) {
    boolean header = shape.requestedBytes() > MOST_WITHOUT_HEADER;
    return shape.scanShare() * (header ? 1 : OBJECTS_FIRST_SHARE);
  }
}
