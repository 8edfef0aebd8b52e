package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.memory.SizeClass;

/** CPU of allocating objects, page faults and what the collector asks for apart. */
public final class AllocationCosts {
  private final double objectNs;
  private final double byteNs;
  private final double largeByteNs;
  private final double slowdown;
  private final double markNewNs;
  private final double sweepNs;

  /** The costs of {@code costs}. */
  public AllocationCosts(CostProfile costs) {
    objectNs = costs.value(Cost.GO_ALLOC);
    byteNs = costs.value(Cost.GO_ALLOC_BYTE);
    largeByteNs = costs.value(Cost.GO_ALLOC_LARGE_BYTE);
    slowdown = costs.value(Cost.GC_ALLOC_SLOWDOWN);
    markNewNs = costs.value(Cost.GC_MARK_NEW);
    sweepNs = costs.value(Cost.GC_SWEEP_SPAN) / SizeClass.PAGE_BYTES;
  }

  /** CPU of {@code bytes} in {@code objects} objects while no cycle is on, ns. */
  public double ns(double bytes, double objects) {
    boolean large = bytes / Math.max(1, objects) > SizeClass.MAX_SMALL_BYTES;
    return objects * objectNs + bytes * (large ? largeByteNs : byteNs);
  }

  /** CPU of sweeping {@code bytes} once, as all is that is allocated, ns. */
  public double sweepNs(double bytes) {
    return bytes * sweepNs;
  }

  /** CPU of {@code count} objects of {@code shape}, ns; more while the collector marks. */
  long ns(AllocationShape shape, long count, boolean marking) {
    double perByte = shape.large() ? largeByteNs : byteNs;
    double ns = count * (objectNs + shape.requestedBytes() * perByte) * shape.costShare();
    return Math.round(marking ? ns * slowdown + count * markNewNs : ns);
  }
}
