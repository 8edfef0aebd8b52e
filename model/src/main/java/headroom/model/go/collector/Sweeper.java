package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.ResidentMemory;
import headroom.model.go.memory.SizeClass;
import headroom.model.go.scheduler.Scheduler;

/**
 * Sweeps spans after a cycle: a goroutine of its own, which gives way after every ten spans while
 * no P is idle, and everybody who allocates. Source: {@code runtime/mgcsweep.go:bgsweep}, {@code
 * deductSweepCredit}, {@code gcPaceSweeper}.
 */
final class Sweeper implements GoroutineBody {
  /** Spans between two looks at the other goroutines. Source: {@code bgsweep:sweepBatchSize}. */
  private static final long BATCH = 10;

  /** Spans swept at once while a P is idle: there is nobody to give way to. */
  private static final long IDLE_BATCH = 500;

  /**
   * Spans swept at once while every P is busy and nobody waits for this one: giving way would come
   * back at once. Who becomes runnable meanwhile waits up to 12 us longer here.
   */
  private static final long ALONE_BATCH = 100;

  private final Scheduler scheduler;
  private final Heap heap;
  private final Goroutine goroutine;
  private final Runnable whenSwept;
  private final SweepDebt debt = new SweepDebt();
  private final double spanNs;
  private final double switchNs;
  private long spansLeft;
  private long batch;

  Sweeper(Scheduler scheduler, Heap heap, CostProfile costs, Runnable whenSwept) {
    this.scheduler = scheduler;
    this.whenSwept = whenSwept;
    this.heap = heap;
    spanNs = costs.value(Cost.GC_SWEEP_SPAN);
    switchNs = costs.value(Cost.GO_SWITCH);
    goroutine = scheduler.system().add(this, WaitReason.GC_SWEEP);
  }

  /** A cycle has ended: all spans are to be swept before the heap reaches {@code trigger}. */
  void begin(long trigger, long heapLive) {
    spansLeft = ResidentMemory.spanBytes(heap.bytes()) / SizeClass.PAGE_BYTES;
    debt.pace(trigger, heapLive, spansLeft);
    if (spansLeft > 0 && goroutine.waitReason() == WaitReason.GC_SWEEP) {
      scheduler.ready(goroutine);
    }
  }

  /** CPU of sweeping before {@code bytes} more are allocated, ns; they count as swept. */
  long owedNs(long heapLive, long bytes) {
    long pages = Math.min(spansLeft, debt.pagesOwed(heapLive, bytes, 0));
    sweep(pages);
    return Math.round(pages * spanNs);
  }

  /** CPU of sweeping all that is left, ns; it counts as swept. */
  long finishNs() {
    long spans = spansLeft;
    sweep(spans);
    return Math.round(spans * spanNs);
  }

  @Override
  public Action resume(Goroutine self) {
    sweep(Math.min(batch, spansLeft));
    boolean busy = !scheduler.system().hasIdleProcessor();
    boolean alone = busy && !scheduler.system().othersWait();
    boolean giveWay = batch > 0 && busy && !alone;
    batch = 0;
    if (spansLeft == 0) {
      scheduler.park(self, WaitReason.GC_SWEEP);
      return Action.PARK;
    }
    if (giveWay) {
      return Action.YIELD;
    }
    long most = busy ? BATCH : IDLE_BATCH;
    batch = Math.min(spansLeft, alone ? ALONE_BATCH : most);
    double switches = alone ? (double) batch / BATCH - 1 : 0;
    self.demandNs = Math.max(1, Math.round(batch * spanNs + Math.max(0, switches) * switchNs));
    return Action.COMPUTE;
  }

  private void sweep(long spans) {
    if (spans > 0) {
      heap.sweep((double) spans / spansLeft);
      spansLeft -= spans;
      debt.swept(spans);
      if (spansLeft == 0) {
        debt.done();
        whenSwept.run();
      }
    }
  }
}
