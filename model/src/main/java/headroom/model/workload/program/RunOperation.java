package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.ProgramHeap;
import org.jspecify.annotations.Nullable;

/**
 * Does a measured operation a number of times: computes and allocates in turns, so that a cycle
 * that begins meanwhile finds a program that does both.
 *
 * <p>Approximate: a turn is as much as allocates 128 KiB, or all if that is less; in the runtime
 * each execution does both.
 */
final class RunOperation extends Instruction {
  /** How often, and the turns begun: two for each part, computing and allocating. */
  static final int SLOTS = 2;

  /** What is allocated in a turn, bytes: what a goroutine books at once at most near a cycle. */
  private static final long PART_BYTES = 128 << 10;

  private final ProgramHeap heap;
  private final Demand times;
  private final OperationCost cost;
  private final int timesSlot;
  private final int turnSlot;

  /**
   * Does {@code cost} as often as {@code times} says.
   *
   * @param slot the first of {@link #SLOTS} of its program
   */
  RunOperation(ProgramHeap heap, Demand times, OperationCost cost, int slot) {
    this.heap = heap;
    this.times = times;
    this.cost = cost;
    timesSlot = slot;
    turnSlot = slot + 1;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    run.mark(timesSlot, Math.max(0, times.next(run)));
    run.mark(turnSlot, 0);
    return resume(run, self);
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    double all = run.mark(timesSlot);
    long parts = cost.parts(all, PART_BYTES);
    for (long turn = run.mark(turnSlot); turn < 2 * parts; turn++) {
      run.mark(turnSlot, turn + 1);
      long part = turn / 2;
      double from = all * part / parts;
      double to = all * (part + 1) / parts;
      Action action = turn % 2 == 0 ? compute(run, self, from, to) : allocate(self, from, to);
      if (action != null) {
        return action;
      }
    }
    return null;
  }

  private @Nullable Action compute(ProgramRun run, Goroutine self, double from, double to) {
    long ns = run.cpuNs(cost.computeNs(from, to));
    if (ns == 0) {
      return null;
    }
    self.demandNs = ns;
    return Action.COMPUTE;
  }

  private @Nullable Action allocate(Goroutine self, double from, double to) {
    return heap.allocate(self, cost.objects(from, to), 0);
  }
}
