package headroom.model.go.scheduler;

import headroom.model.engine.HeadroomSimulator;

/**
 * All Ps that there come to be, of which as many as GOMAXPROCS are in use now; the others have no
 * M, no goroutines and no timers. Source: {@code runtime/proc.go:allp}, {@code gomaxprocs}.
 */
final class Processors {
  final Processor[] all;
  private int count;

  /** Of the time of Ps, what lies before the last change, ns. Source: {@code sched.totaltime}. */
  private long beforeNs;

  /** When their number changed last. Source: {@code sched.procresizetime}. */
  private long changedNs;

  /** {@code most} Ps, the first {@code count} of which are in use. */
  Processors(int count, int most, HeadroomSimulator simulator) {
    this.count = count;
    all = new Processor[most];
    for (int i = 0; i < most; i++) {
      all[i] = new Processor(i, simulator);
    }
  }

  /** Ps in use: GOMAXPROCS. */
  int count() {
    return count;
  }

  /** From {@code nowNs} on {@code number} are in use. */
  void become(int number, long nowNs) {
    assert number >= 1 && number <= all.length : "more Ps than there come to be";
    beforeNs = timeNs(nowNs);
    changedNs = nowNs;
    count = number;
  }

  /** Time of all Ps up to {@code nowNs}, ns: the integral of GOMAXPROCS. */
  long timeNs(long nowNs) {
    return beforeNs + (nowNs - changedNs) * count;
  }
}
