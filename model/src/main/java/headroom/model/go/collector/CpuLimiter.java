package headroom.model.go.collector;

/**
 * Keeps the collector below about half of the CPU that is not idle: a leaky bucket that collection
 * fills and the program drains; while it is full nobody assists. Source: Go 1.26 {@code
 * runtime/mgclimit.go:gcCPULimiterState}; each method names its symbol there.
 *
 * <p>The runtime asks every P for the part of an assist or an idle spell that is still going on
 * when it updates; here whoever calls {@link #update} reports that part first.
 */
public final class CpuLimiter {
  /** CPU ns the bucket holds for each P. Source: {@code mgclimit.go:capacityPerProc}. */
  public static final long CAPACITY_PER_PROCESSOR_NS = 1_000_000_000;

  /** An update is due after this, ns. Source: {@code mgclimit.go:gcCPULimiterUpdatePeriod}. */
  public static final long UPDATE_PERIOD_NS = 10_000_000;

  private boolean limiting;
  private boolean collecting;
  private boolean transitioning;
  private long fillNs;
  private long capacityNs;
  private long overflowNs;
  private long assistNs;
  private long idleNs;
  private long lastUpdateNs;
  private long lastEnabledCycle;
  private long completedCycles;
  private int gomaxprocs;

  /** An empty bucket. */
  public CpuLimiter(long nowNs, int gomaxprocs) {
    resetCapacity(nowNs, gomaxprocs);
  }

  /** Whether assists are off. Source: {@code limiting}. */
  public boolean isLimiting() {
    return limiting;
  }

  /** Whether the world is stopped for a cycle to start or to end. */
  public boolean isTransitioning() {
    return transitioning;
  }

  /** The world stops for a cycle to start or to end. Source: {@code startGCTransition}. */
  public void startTransition(boolean startsCycle, long nowNs) {
    assert !transitioning && collecting != startsCycle : "a cycle twice";
    advance(nowNs);
    collecting = startsCycle;
    transitioning = true;
    if (!startsCycle) {
      completedCycles++;
    }
  }

  /**
   * The world goes on; all the time of the stop was the collector's: {@code finishGCTransition}.
   */
  public void finishTransition(long nowNs) {
    assert transitioning : "no stop to end";
    if (nowNs >= lastUpdateNs) {
      accumulate(0, (nowNs - lastUpdateNs) * gomaxprocs);
    }
    lastUpdateNs = nowNs;
    transitioning = false;
  }

  /** Whether the last update is too old. Source: {@code needUpdate}. */
  public boolean needsUpdate(long nowNs) {
    return nowNs - lastUpdateNs > UPDATE_PERIOD_NS;
  }

  /** CPU of assists, of marking or of scavenging. Source: {@code addAssistTime}. */
  public void addAssist(long ns) {
    assistNs += ns;
  }

  /** Time of Ps that are idle or mark because they are. Source: {@code addIdleTime}. */
  public void addIdle(long ns) {
    idleNs += ns;
  }

  /** Accounts for the time since the last update. Source: {@code update}. */
  public void update(long nowNs) {
    assert !transitioning : "update during a stop";
    advance(nowNs);
  }

  /** GOMAXPROCS has changed. Source: {@code resetCapacity}. */
  public void resetCapacity(long nowNs, int processors) {
    advance(nowNs);
    gomaxprocs = processors;
    capacityNs = processors * CAPACITY_PER_PROCESSOR_NS;
    if (fillNs > capacityNs) {
      fillNs = capacityNs;
      limit();
    } else if (fillNs < capacityNs) {
      limiting = false;
    }
  }

  /** The cycle in which limiting last began; 0 for never: {@code /gc/limiter/last-enabled}. */
  public long lastEnabledCycle() {
    return lastEnabledCycle;
  }

  /** What the bucket holds, CPU ns. */
  public long fillNs() {
    return fillNs;
  }

  /** What the bucket can hold, CPU ns. */
  public long capacityNs() {
    return capacityNs;
  }

  /** What ran over, CPU ns: collection that was beyond the limit. Source: {@code overflow}. */
  public long overflowNs() {
    return overflowNs;
  }

  /** Source: {@code updateLocked}. */
  private void advance(long nowNs) {
    if (nowNs < lastUpdateNs) {
      return;
    }
    long totalNs = (nowNs - lastUpdateNs) * gomaxprocs;
    lastUpdateNs = nowNs;
    long collectorNs = assistNs;
    if (collecting) {
      // An estimate, as in the runtime: workers that run late or long are not asked.
      collectorNs += (long) (totalNs * MarkWorkers.BACKGROUND_UTILIZATION);
    }
    totalNs -= idleNs;
    assistNs = 0;
    idleNs = 0;
    accumulate(totalNs - collectorNs, collectorNs);
  }

  /** Source: {@code accumulate}. */
  private void accumulate(long mutatorNs, long collectorNs) {
    long headroomNs = capacityNs - fillNs;
    boolean wasFull = headroomNs == 0;
    long changeNs = collectorNs - mutatorNs;
    if (changeNs > 0 && headroomNs <= changeNs) {
      overflowNs += changeNs - headroomNs;
      fillNs = capacityNs;
      if (!wasFull) {
        limit();
      }
      return;
    }
    fillNs = Math.max(0, fillNs + changeNs);
    if (changeNs != 0 && wasFull) {
      limiting = false;
    }
  }

  private void limit() {
    limiting = true;
    lastEnabledCycle = completedCycles + 1;
  }
}
