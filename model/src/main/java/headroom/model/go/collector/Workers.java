package headroom.model.go.collector;

import headroom.model.go.Goroutine;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which P marks, and as what. Source: {@code runtime/mgcpacer.go:assignWaitingGCWorker}, {@code
 * addIdleMarkWorker}; a worker goroutine for each P stands for the runtime's pool of them.
 */
final class Workers {
  /** Why a worker runs. */
  enum Mode {
    /** It has the P until marking ends. */
    DEDICATED,
    /** It has the P for its share of the time. */
    FRACTIONAL,
    /** It has the P while nobody else wants it. */
    IDLE
  }

  private final Scheduler scheduler;
  private final MarkWorker[] byProcessor;
  private final Goroutine[] goroutines;
  private final long[] fractionalNs;
  private MarkWorkers wanted = new MarkWorkers(0, 0, 0);
  private int dedicatedNeeded;
  private int idleWorkers;
  private long dedicatedTotalNs;
  private long idleTotalNs;
  private long idleEverNs;

  Workers(Collector collector, Scheduler scheduler) {
    this.scheduler = scheduler;
    int most = scheduler.system().mostProcessors();
    byProcessor = new MarkWorker[most];
    goroutines = new Goroutine[most];
    fractionalNs = new long[most];
    for (int i = 0; i < most; i++) {
      byProcessor[i] = new MarkWorker(collector, this, scheduler, i);
      goroutines[i] = scheduler.system().add(byProcessor[i], WaitReason.GC_WORKER_IDLE);
    }
  }

  /** Ps in use now. */
  int processors() {
    return scheduler.system().gomaxprocs();
  }

  /** A cycle begins that wants {@code workers}. */
  void begin(MarkWorkers workers) {
    wanted = workers;
    dedicatedNeeded = workers.dedicated();
    idleWorkers = 0;
    dedicatedTotalNs = 0;
    idleTotalNs = 0;
    Arrays.fill(fractionalNs, 0);
  }

  /** The worker that the P must run next; null if none. */
  @Nullable Goroutine assign(int processor, long elapsedNs) {
    if (dedicatedNeeded == 0 && wanted.fractionalUtilization() == 0) {
      return null;
    }
    if (goroutines[processor].waitReason() != WaitReason.GC_WORKER_IDLE) {
      return null;
    }
    if (dedicatedNeeded > 0) {
      dedicatedNeeded--;
      return begin(processor, Mode.DEDICATED);
    }
    return wanted.startsFractional(fractionalNs[processor], elapsedNs)
        ? begin(processor, Mode.FRACTIONAL)
        : null;
  }

  /** The worker that the P, which has nothing to do, may run; null if none. */
  @Nullable Goroutine assignIdle(int processor) {
    if (!needsIdle() || goroutines[processor].waitReason() != WaitReason.GC_WORKER_IDLE) {
      return null;
    }
    idleWorkers++;
    return begin(processor, Mode.IDLE);
  }

  private Goroutine begin(int processor, Mode mode) {
    byProcessor[processor].assigned(mode);
    return goroutines[processor];
  }

  /** Whether one more idle P may mark. Source: {@code needIdleMarkWorker}. */
  boolean needsIdle() {
    return idleWorkers < wanted.maxIdle();
  }

  /** Whether a dedicated worker has no P yet. */
  boolean needsDedicated() {
    return dedicatedNeeded > 0;
  }

  /** Whether the fractional worker of the P has done its share, {@code runNs} of it now. */
  boolean endsFractional(int processor, long runNs, long elapsedNs) {
    return wanted.endsFractional(fractionalNs[processor] + runNs, elapsedNs);
  }

  /** A worker leaves its P after {@code runNs}. Source: {@code markWorkerStop}. */
  void stopped(int processor, Mode mode, long runNs) {
    switch (mode) {
      case DEDICATED -> {
        dedicatedNeeded++;
        dedicatedTotalNs += runNs;
      }
      case FRACTIONAL -> {
        fractionalNs[processor] += runNs;
        dedicatedTotalNs += runNs;
      }
      case IDLE -> {
        idleWorkers--;
        idleTotalNs += runNs;
        idleEverNs += runNs;
      }
    }
  }

  /** What workers have done up to now, and have not reported, is reported. */
  void settle() {
    for (MarkWorker worker : byProcessor) {
      worker.settle();
    }
  }

  /** CPU of dedicated and fractional workers in this cycle, ns. */
  long dedicatedNs() {
    return dedicatedTotalNs;
  }

  /** Time that idle workers have had up to now, in all cycles, ns. */
  long idleNsSoFar() {
    long sum = idleEverNs;
    for (MarkWorker worker : byProcessor) {
      sum += worker.idleRunNs();
    }
    return sum;
  }

  /** CPU of idle workers in this cycle, ns. */
  long idleNs() {
    return idleTotalNs;
  }
}
