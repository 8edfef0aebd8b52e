package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;

/** The times of the present cycle. Source: {@code runtime/mgc.go:work}. */
final class CollectorClock {
  private final long startPauseNs;
  private final long endPauseNs;
  private long cycles;
  private long inStopsNs;
  private long startNs;
  private boolean forced;
  private long markNs;
  private long assistNs;
  private long triggered;

  CollectorClock(CostProfile costs) {
    startPauseNs = costs.ns(Cost.GC_START_PAUSE);
    endPauseNs = costs.ns(Cost.GC_END_PAUSE);
  }

  /** Counts the CPU of what is done in the first stop, and returns it, ns. */
  long firstStopNs() {
    inStopsNs += startPauseNs;
    return startPauseNs;
  }

  /** Counts the CPU of what is done in the second stop, and returns it, ns. */
  long secondStopNs() {
    inStopsNs += endPauseNs;
    return endPauseNs;
  }

  /** CPU of what has been done in stops, in all cycles, ns. */
  long inStopsNs() {
    return inStopsNs;
  }

  /** Cycles begun so far. */
  long cycles() {
    return cycles;
  }

  void begin(long askedNs, boolean periodic, long heapLive) {
    cycles++;
    startNs = askedNs;
    forced = periodic;
    assistNs = 0;
    triggered = heapLive;
  }

  /** Marking begins. */
  void marks(long nowNs) {
    markNs = nowNs;
  }

  long elapsedNs(long nowNs) {
    return nowNs - startNs;
  }

  void assisted(long ns) {
    assistNs += ns;
  }

  /** CPU of assists in this cycle, ns. */
  long assistNs() {
    return assistNs;
  }

  /** A cycle has begun and ended at {@code nowNs}. */
  CycleRecord freeCycle(long nowNs, Workers workers, Pacer pacer) {
    begin(nowNs, false, pacer.heapMarked());
    marks(nowNs);
    return end(nowNs, nowNs, workers, pacer.heapMarked(), pacer);
  }

  /** The cycle is over, whose second stop was asked for at {@code askedNs}. */
  CycleRecord end(long askedNs, long nowNs, Workers workers, long heapAtEnd, Pacer pacer) {
    return new CycleRecord(
        cycles,
        startNs,
        forced,
        markNs - startNs,
        askedNs - markNs,
        nowNs - askedNs,
        assistNs,
        workers.dedicatedNs(),
        workers.idleNs(),
        triggered,
        heapAtEnd,
        pacer.heapMarked(),
        pacer.lastHeapGoal(),
        pacer.lastStackScan(),
        workers.processors());
  }
}
