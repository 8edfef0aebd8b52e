package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.sync.SyncPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code x := pool.Get(); defer pool.Put(x)}: takes objects of a {@code sync.Pool}, allocates those
 * that are not there, and puts all of them back when the program is over.
 */
final class TakeFromPool extends Instruction {
  /** Counters of a run: objects taken so far; of this time those missing, and their bytes. */
  static final int SLOTS = 3;

  private final ProgramHeap heap;
  private final SyncPool pool;
  private final ObjectDemand demand;
  private final double getNs;

  private final int slot;

  private final Instruction put = new Put();

  /** Takes what {@code demand} says; each object that is there takes {@code getNs}. */
  TakeFromPool(ProgramHeap heap, SyncPool pool, ObjectDemand demand, double getNs, int slot) {
    this.heap = heap;
    this.pool = pool;
    this.demand = demand;
    this.getNs = getNs;
    this.slot = slot;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    long bytes = demand.bytes().next(run);
    if (bytes <= 0) {
      return null;
    }
    long wanted = demand.objects();
    long there = pool.get(wanted);
    if (run.mark(slot) == 0) {
      run.deferred().pushAtTheEnd(put);
    }
    run.mark(slot, run.mark(slot) + wanted);
    run.mark(slot + 1, wanted - there);
    run.mark(slot + 2, Math.round((double) bytes * (wanted - there) / wanted));
    long ns = run.cpuNs(Math.round(there * getNs));
    if (ns == 0) {
      return resume(run, self);
    }
    self.demandNs = ns;
    return Action.COMPUTE;
  }

  @Override
  @Nullable Action resume(ProgramRun run, Goroutine self) {
    long missing = run.mark(slot + 1);
    long bytes = run.mark(slot + 2);
    if (bytes > 0) {
      run.mark(slot + 2, 0);
      Action action = heap.allocate(self, demand.of(bytes, missing), 1, self.memory().handedOver);
      if (action != null) {
        return action;
      }
    }
    pool.add(missing, self.memory().handedOver);
    return null;
  }

  /** The deferred other half. */
  private final class Put extends Instruction {
    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      pool.put(run.mark(slot));
      run.mark(slot, 0);
      return null;
    }
  }
}
