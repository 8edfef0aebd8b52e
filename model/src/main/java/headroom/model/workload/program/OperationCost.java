package headroom.model.workload.program;

import headroom.model.go.collector.AllocationCosts;
import headroom.model.go.memory.AllocationShape;
import headroom.model.workload.WorkStep;

/**
 * What one execution of a measured operation takes, taken apart so that nothing is charged twice: a
 * benchmark's time holds allocating and sweeping, which the collector's layer charges by itself.
 * What is left is computed. Where allocating alone would take more than was measured, it takes what
 * was measured and nothing is computed.
 *
 * <p>Approximate: the objects are of equal size; the benchmark's heap swept each byte once.
 *
 * @param computeNs CPU besides allocating and sweeping, not below 0
 * @param each what was measured
 * @param allocationShare what allocating takes, as a share of what number and size of the objects
 *     say; at most 1
 */
record OperationCost(double computeNs, WorkStep.Operation.Measured each, double allocationShare) {
  /** Takes {@code each} apart by what {@code costs} charge for its allocation. */
  static OperationCost of(WorkStep.Operation.Measured each, AllocationCosts costs) {
    double unsweptNs = Math.max(0, each.ns() - costs.sweepNs(each.bytes()));
    double allocationNs = costs.ns(each.bytes(), each.objects());
    double share = allocationNs == 0 ? 1 : Math.min(1, unsweptNs / allocationNs);
    return new OperationCost(unsweptNs - share * allocationNs, each, share);
  }

  /** CPU of the executions from {@code from} to {@code to}, ns: parts add up to the whole. */
  long computeNs(double from, double to) {
    return part(computeNs, from, to);
  }

  /**
   * In how many parts of {@code partBytes} at most {@code times} executions are done; at least one,
   * and no more than there are objects.
   */
  long parts(double times, long partBytes) {
    long parts = (part(each.bytes(), 0, times) + partBytes - 1) / partBytes;
    return Math.max(1, Math.min(parts, part(each.objects(), 0, times)));
  }

  /** What the executions from {@code from} to {@code to} allocate. */
  AllocationShape objects(double from, double to) {
    long bytes = part(each.bytes(), from, to);
    long count = Math.min(bytes, Math.max(1, part(each.objects(), from, to)));
    return AllocationShape.ofSlots(
        bytes, count, each.pointers(), ObjectDemand.WORDS_PER_POINTER, allocationShare);
  }

  private static long part(double one, double from, double to) {
    return Math.round(one * to) - Math.round(one * from);
  }
}
