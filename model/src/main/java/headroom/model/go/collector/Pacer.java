package headroom.model.go.collector;

/**
 * Decides at which heap size a collection starts, at which it should have ended, and how much
 * marking an allocating goroutine owes on the way. Pure arithmetic: whoever runs the collector
 * tells it what was allocated and scanned, and when. Source: Go 1.26 {@code
 * runtime/mgcpacer.go:gcControllerState}; each method names its symbol there.
 *
 * <p>A cycle is {@link #startCycle}, then {@link #allocated} and {@link #scanned} as marking goes
 * on, then {@link #endCycle}, {@link #resetLive} and {@link #commit}. All sizes are bytes, all
 * times ns.
 */
public final class Pacer {
  /** Heap minimum at GOGC=100, bytes. Source: {@code mgcpacer.go:defaultHeapMinimum}. */
  public static final long DEFAULT_HEAP_MINIMUM = 4 << 20;

  /** Heap growth left to the sweeper, bytes. Source: {@code mgc.go:sweepMinHeapDistance}. */
  static final long SWEEP_MIN_HEAP_DISTANCE = 1 << 20;

  /** Least way from trigger to goal in a cycle, bytes. Source: {@code heapGoalInternal}. */
  static final long MIN_RUNWAY = 64 << 10;

  /** Source: {@code mgcpacer.go:triggerRatioDen}, {@code minTriggerRatioNum}. */
  private static final long TRIGGER_RATIO_DENOMINATOR = 64;

  private static final long MIN_TRIGGER_RATIO = 45;

  /** Source: {@code mgcpacer.go:maxTriggerRatioNum}. */
  private static final long MAX_TRIGGER_RATIO = 61;

  private static final long NOT_TRIGGERED = -1;

  private final ConsMark consMark = new ConsMark();
  private final AssistRatio assistRatio = new AssistRatio();

  private PacerSettings settings;
  private MemoryLimitGoal memoryLimitGoal;
  private long percentGoal;
  private long sweepDistMinTrigger;
  private long runway;

  private long heapLive;
  private long heapScan;
  private long heapMarked;
  private long maxStackScan;
  private long globalsScan;
  private long lastHeapScan;
  private long lastStackScan;
  private long lastHeapGoal;

  private long triggered = NOT_TRIGGERED;
  private long markStartNs;
  private long heapScanWork;
  private long stackScanWork;
  private long globalsScanWork;

  /** An empty heap. Source: {@code mgcpacer.go:init}. */
  public Pacer(PacerSettings settings) {
    this.settings = settings;
    memoryLimitGoal = new MemoryLimitGoal(settings.memoryLimitBytes());
    commit(true);
  }

  /**
   * Changes GOGC and the limit; {@link #commit} follows. Source: {@code setGCPercent}, {@code
   * setMemoryLimit}.
   */
  public void set(PacerSettings changed, long mappedReady, long heapFree, long heapAlloc) {
    settings = changed;
    memoryLimitGoal = new MemoryLimitGoal(changed.memoryLimitBytes());
    mapped(mappedReady, heapFree, heapAlloc);
  }

  /**
   * What counts against the memory limit now. Source: {@code memoryLimitHeapGoal}.
   *
   * @param mappedReady memory that is mapped and not released to the system
   * @param heapFree heap memory in no span and not released
   * @param heapAlloc objects, those that are dead and not swept included
   */
  public void mapped(long mappedReady, long heapFree, long heapAlloc) {
    memoryLimitGoal.mapped(mappedReady, heapFree, heapAlloc);
  }

  /** Stacks have grown by {@code bytes}, or shrunk. Source: {@code addScannableStack}. */
  public void stacksChanged(long bytes) {
    maxStackScan += bytes;
    assert maxStackScan >= 0 : maxStackScan;
  }

  /** The program has {@code bytes} more of variables with pointers. Source: {@code addGlobals}. */
  public void addGlobals(long bytes) {
    globalsScan += bytes;
  }

  /**
   * The heap has grown; while marking the assist ratio is revised. Source: {@code update}.
   *
   * @param bytes what was allocated
   * @param scannable the part up to the last pointer of each object; ignored while marking
   */
  public void allocated(long bytes, long scannable) {
    assert bytes >= 0 && scannable >= 0 : bytes + ", " + scannable;
    heapLive += bytes;
    if (isMarking()) {
      revise();
    } else {
      heapScan += scannable;
    }
  }

  /**
   * {@code bytes} that were taken are not used, and do not count as live any more; not while
   * marking. Source: {@code mcache.go:releaseAll}.
   */
  void returned(long bytes) {
    assert !isMarking() : "Ps go during a cycle";
    heapLive -= bytes;
  }

  /** Takes {@code bytes} as scannable even while marking, as the runtime's own tests do. */
  void addScannable(long bytes) {
    heapScan += bytes;
  }

  /** Workers or assists have scanned so much. Source: {@code heapScanWork} and its siblings. */
  public void scanned(long heap, long stacks, long globals) {
    assert isMarking() : "scanned outside of a cycle";
    heapScanWork += heap;
    stackScanWork += stacks;
    globalsScanWork += globals;
  }

  /** Whether the heap's size starts a cycle now. Source: {@code mgc.go:gcTrigger.test}. */
  public boolean shouldStart() {
    return !isMarking() && heapLive >= trigger();
  }

  /** Whether a cycle is between {@link #startCycle} and {@link #resetLive}. */
  public boolean isMarking() {
    return triggered != NOT_TRIGGERED;
  }

  /**
   * A cycle starts. Source: {@code startCycle}.
   *
   * @param nowNs when the first stop was asked for
   * @param periodic whether the cycle starts because the last is two minutes old
   * @return who marks in the background
   */
  public MarkWorkers startCycle(long nowNs, int gomaxprocs, boolean periodic) {
    assert !isMarking() : "one cycle at a time";
    heapScanWork = 0;
    stackScanWork = 0;
    globalsScanWork = 0;
    markStartNs = nowNs;
    triggered = heapLive;
    revise();
    return MarkWorkers.of(gomaxprocs, periodic);
  }

  /** Adapts the assist ratio to what has been allocated and scanned. Source: {@code revise}. */
  public void revise() {
    assistRatio.revise(
        settings.gcPercent(),
        goal(),
        triggered,
        heapLive,
        scanWork(),
        expectedScanWork(),
        heapScan + maxStackScan + globalsScan);
  }

  /**
   * Marking has ended: measures cons/mark. Source: {@code endCycle}.
   *
   * @param nowNs when the second stop was asked for
   * @param assistNs CPU of assists in this cycle
   * @param idleNs CPU of idle workers in this cycle
   */
  public void endCycle(long nowNs, int gomaxprocs, long assistNs, long idleNs) {
    assert isMarking() : "no cycle to end";
    lastHeapGoal = goal();
    if (heapLive <= triggered) {
      return;
    }
    long durationNs = nowNs - markStartNs;
    double utilization = MarkWorkers.BACKGROUND_UTILIZATION;
    double idleUtilization = 0;
    if (durationNs > 0) {
      utilization += (double) assistNs / (durationNs * gomaxprocs);
      idleUtilization = (double) idleNs / (durationNs * gomaxprocs);
    }
    consMark.measured(heapLive - triggered, scanWork(), utilization, idleUtilization);
  }

  /** {@code markedBytes} are reachable, all else is free. Source: {@code resetLive}. */
  public void resetLive(long markedBytes) {
    heapMarked = markedBytes;
    heapLive = markedBytes;
    heapScan = heapScanWork;
    lastHeapScan = heapScanWork;
    lastStackScan = stackScanWork;
    triggered = NOT_TRIGGERED;
  }

  /**
   * Sets goal and runway for the next cycle. Source: {@code commit}.
   *
   * @param sweepDone false at the end of a cycle, when nothing is swept yet
   */
  public void commit(boolean sweepDone) {
    sweepDistMinTrigger = sweepDone ? 0 : heapLive + SWEEP_MIN_HEAP_DISTANCE;
    percentGoal = Long.MAX_VALUE;
    if (!settings.isOff()) {
      long growth = (heapMarked + lastStackScan + globalsScan) * settings.gcPercent() / 100;
      long minimum = DEFAULT_HEAP_MINIMUM * settings.gcPercent() / 100;
      percentGoal = Math.max(minimum, heapMarked + growth);
    }
    double background = MarkWorkers.BACKGROUND_UTILIZATION;
    runway = (long) ((consMark.estimate() * (1 - background) / background) * expectedScanWork());
  }

  /** The heap size at which the cycle should have ended. Source: {@code heapGoalInternal}. */
  public long goal() {
    long limitGoal = memoryLimitGoal.bytes(heapMarked);
    if (limitGoal < percentGoal) {
      return limitGoal;
    }
    long goal = Math.max(percentGoal, sweepDistMinTrigger);
    return isMarking() ? Math.max(goal, triggered + MIN_RUNWAY) : goal;
  }

  /** The heap size at which the next cycle starts. Source: {@code trigger}. */
  public long trigger() {
    long goal = goal();
    if (heapMarked >= goal) {
      return goal;
    }
    long unit = (goal - heapMarked) / TRIGGER_RATIO_DENOMINATOR;
    long lowest = heapMarked + unit * MIN_TRIGGER_RATIO;
    if (!isLimitBound()) {
      lowest = Math.max(lowest, sweepDistMinTrigger);
    }
    long highest = heapMarked + unit * MAX_TRIGGER_RATIO;
    highest = Math.max(lowest, Math.max(highest, goal - DEFAULT_HEAP_MINIMUM));
    // The runtime's runway is unsigned: a negative cons/mark, which assists beyond three quarters
    // of
    // the CPU lead to, is a runway without end.
    long wanted = runway < 0 || runway > goal ? lowest : goal - runway;
    return Math.min(highest, Math.max(lowest, wanted));
  }

  /** Whether the memory limit, not GOGC, sets the goal. Source: {@code heapGoalInternal}. */
  public boolean isLimitBound() {
    return memoryLimitGoal.bytes(heapMarked) < percentGoal;
  }

  /** Scan work that a byte allocated now owes. Source: {@code assistWorkPerByte}. */
  public double assistWorkPerByte() {
    return assistRatio.workPerByte();
  }

  /** Allocation that a byte of scan work pays for. Source: {@code assistBytesPerWork}. */
  public double assistBytesPerWork() {
    return assistRatio.bytesPerWork();
  }

  /** Heap now, bytes. Source: {@code heapLive}. */
  public long heapLive() {
    return heapLive;
  }

  /** What the last cycle marked, bytes: {@code /gc/heap/live:bytes}. */
  public long heapMarked() {
    return heapMarked;
  }

  /** Heap at the start of this cycle, bytes; -1 outside. Source: {@code triggered}. */
  public long triggered() {
    return triggered;
  }

  /** What the last cycle scanned of the heap, bytes: {@code /gc/scan/heap:bytes}. */
  public long lastHeapScan() {
    return lastHeapScan;
  }

  /** What the last cycle scanned of stacks, bytes: {@code /gc/scan/stack:bytes}. */
  public long lastStackScan() {
    return lastStackScan;
  }

  /** Goal of the last cycle at its end, bytes. Source: {@code lastHeapGoal}. */
  public long lastHeapGoal() {
    return lastHeapGoal;
  }

  /** Allocation over scanning, both per CPU time. Source: {@code consMark}. */
  public double consMark() {
    return consMark.estimate();
  }

  /** Work of this cycle so far, bytes. */
  public long scanWork() {
    return heapScanWork + stackScanWork + globalsScanWork;
  }

  /** What this cycle should have to scan, from the last one, bytes. Source: {@code revise}. */
  public long expectedScanWork() {
    return lastHeapScan + lastStackScan + globalsScan;
  }
}
