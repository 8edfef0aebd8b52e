package headroom.model.go.scheduler;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.StolenTime;
import headroom.model.random.KeyedStream;
import headroom.model.random.NaturalLogarithm;
import java.util.function.LongSupplier;

/**
 * sysmon: the thread without a P that cuts long slices and polls a neglected network. Its ticks are
 * never simulated; from the time at which it last began afresh follow all their instants. Source:
 * {@code runtime/proc.go:sysmon}, {@code retake}.
 *
 * <p>Each tick is a sleep and a wake-up of a thread and costs core time. sysmon stays on the core
 * on which it last began afresh: usually an idle one; when all cores compute, one of them, drawn
 * each time, pays every tick. On a single core sysmon, once woken, waits until a tick of the kernel
 * ends the slice of the thread that has just begun to run. Measured with a process that computes
 * for 1 or 5 ms after each message, alone on one core: 0 and 18.8 ticks a message; on two cores 44,
 * of which 4.1 interrupt it.
 *
 * <p>A kernel that packs threads leaves a sysmon that is woken from its deep sleep beside its waker
 * until that sleeps, a tick ends its slice, or an idle core takes it: until then it ticks nowhere
 * ({@link Cost#GO_SYSMON_WAIT}). The ticks with which it finds the Ps of an idle process idle again
 * are part of what wake-ups of Ms take, which were measured with them. Approximate: only the CPU of
 * its ticks knows of that wait; what it retakes, cuts and interrupts, and what a CPU quota is
 * charged with, goes by the ticks that it has without one ({@code probe/sysmon} says what was
 * tried).
 */
final class SystemMonitor implements StolenTime {
  private static final long SHORTEST_SLEEP_NS = 20_000;
  private static final long LONGEST_SLEEP_NS = 10_000_000;
  private static final int SHORTEST_SLEEPS = 51;
  private static final long POLL_AGE_NS = 10_000_000;

  /**
   * Ticks after a fresh start until the period is constant, relative to that start; the first is
   * the start itself.
   */
  private final long[] offsetsNs;

  private final long periodNs;
  private final long shortestPeriodNs;
  private final long preemptAfterNs;
  private final long stolenPerTickNs;
  private final long wakeNs;
  private final double strayShare;
  private final double waitNs;
  private final int cores;
  private final boolean aloneOnOneCore;
  private final long kernelTickNs;
  private final long kernelSliceNs;
  private final KeyedStream stream;
  private long startNs;
  private long freshStarts;

  /** Since the last fresh start: whether it shares a core with a goroutine although it need not. */
  private boolean strays;

  /** Whether its ticks since the last fresh start interrupt goroutines at all. */
  private boolean interrupts = true;

  /** The core it interrupts when all are busy. */
  private int home;

  /** Ticks so far on a core that ran nothing else, until {@link #countedNs}. */
  private long idleCoreTicks;

  private long countedNs;

  /** No tick of it before this time is on a core of its own. */
  private long aloneFromNs;

  private boolean allCoresRun;
  private final LongSupplier allIdleSinceNs;
  private final long idleCoreTickNs;

  /**
   * A monitor of a process that may run on {@code cores}.
   *
   * @param allIdleSinceNs since when all Ps have been idle; {@link Long#MAX_VALUE} if they are not
   */
  SystemMonitor(CostProfile costs, int cores, KeyedStream stream, LongSupplier allIdleSinceNs) {
    this.stream = stream;
    this.allIdleSinceNs = allIdleSinceNs;
    long overheadNs = costs.ns(Cost.OS_SLEEP_OVERHEAD);
    preemptAfterNs = costs.ns(Cost.GO_PREEMPT_SLICE);
    wakeNs = costs.ns(Cost.OS_WAKE);
    strayShare = costs.value(Cost.SYSMON_STRAY_SHARE);
    waitNs = costs.value(Cost.GO_SYSMON_WAIT);
    aloneOnOneCore = cores == 1;
    this.cores = cores;
    kernelTickNs = Math.max(1, costs.ns(Cost.OS_TICK));
    kernelSliceNs = costs.ns(Cost.OS_SLICE);
    periodNs = LONGEST_SLEEP_NS + costs.ns(Cost.OS_LONG_SLEEP_OVERHEAD);
    shortestPeriodNs = SHORTEST_SLEEP_NS + overheadNs;
    // Whatever the profile says, sysmon leaves half of the core to others.
    stolenPerTickNs = Math.min(costs.ns(Cost.OS_WAKE_CPU), shortestPeriodNs / 2);
    idleCoreTickNs = Math.min(costs.ns(Cost.GO_SYSMON_TICK), shortestPeriodNs / 2);
    int doublings = 0;
    while (SHORTEST_SLEEP_NS << (doublings + 1) < LONGEST_SLEEP_NS) {
      doublings++;
    }
    offsetsNs = new long[1 + SHORTEST_SLEEPS + doublings];
    long at = 0;
    for (int i = 1; i < offsetsNs.length; i++) {
      long sleep =
          i <= SHORTEST_SLEEPS ? SHORTEST_SLEEP_NS : SHORTEST_SLEEP_NS << (i - SHORTEST_SLEEPS);
      at += sleep + overheadNs;
      offsetsNs[i] = at;
    }
  }

  /** Whether slices are ever cut. */
  boolean preempts() {
    return preemptAfterNs > 0;
  }

  /** How long a slice must have been seen for it to be cut, ns. */
  long preemptAfterNs() {
    return preemptAfterNs;
  }

  /**
   * A P becomes busy after all had been idle since {@code allIdleSinceNs}: if a tick saw them idle,
   * sysmon went into its deep sleep, and the first system call wakes it.
   */
  void busyAfterIdle(long allIdleSinceNs, long nowNs) {
    if (sleepsDeeply(allIdleSinceNs, nowNs)) {
      count(nowNs);
      startNs = wakesUp(nowNs);
      if (waitNs > 0 && !aloneOnOneCore) {
        aloneFromNs = startNs - (long) (waitNs * NaturalLogarithm.of(stream.nextOpen()));
      }
    }
  }

  /**
   * A timer makes a P busy after all had been idle since {@code allIdleSinceNs}: sysmon, which has
   * slept until that timer, goes on with the sleeps it had come to, so that programs that mostly
   * sleep are not loaded. Source: {@code proc.go:sysmon}, {@code syscallWake}.
   */
  void timerAfterIdle(long allIdleSinceNs, long nowNs) {
    if (sleepsDeeply(allIdleSinceNs, nowNs)) {
      count(nowNs);
      // The tick that went to sleep is the one that goes on now.
      int tick = (int) Math.min(ticksBefore(firstTickFrom(allIdleSinceNs)), last());
      startNs = wakesUp(nowNs) - offsetsNs[tick];
    }
  }

  private int last() {
    return offsetsNs.length - 1;
  }

  private boolean sleepsDeeply(long allIdleSinceNs, long nowNs) {
    boolean stillWaiting = startNs > allIdleSinceNs;
    return preempts() && (stillWaiting || firstTickFrom(allIdleSinceNs) < nowNs);
  }

  /** Wakes up on a core that is drawn; returns when it runs. */
  private long wakesUp(long nowNs) {
    interrupts = true;
    stream.at(freshStarts++, 0);
    strays = strayShare > 0 && stream.nextOpen() <= strayShare;
    home = (int) Math.ceil(stream.nextOpen() * cores) - 1;
    long runsNs = nowNs + wakeNs;
    return aloneOnOneCore ? ((runsNs + kernelSliceNs) / kernelTickNs + 1) * kernelTickNs : runsNs;
  }

  /**
   * When a slice that begins at {@code sliceStartNs} is cut: 10 ms after the first tick that saw
   * it, at a tick.
   */
  long cutNs(long sliceStartNs) {
    return firstTickFrom(firstTickFrom(sliceStartNs) + preemptAfterNs);
  }

  /** When a slice is cut that sysmon saw first at {@code seenNs}. */
  long cutOfSliceSeenNs(long seenNs) {
    return firstTickFrom(seenNs + preemptAfterNs);
  }

  /**
   * sysmon, which runs now, has taken a P from a system call: its sleeps are short again. Source:
   * {@code proc.go:sysmon}. On a single core it then runs in the gaps that the calls leave: threads
   * that have just been woken do not give way to it. Measured: requests of 1 ms of CPU and a call
   * of 10 ms take as long on one core as if it took nothing.
   */
  void beginAfresh(long nowNs) {
    count(nowNs);
    startNs = nowNs;
    aloneFromNs = nowNs;
    interrupts = !aloneOnOneCore;
  }

  /** When sysmon polls a network that nobody has polled since {@code lastPollNs}. */
  long pollNs(long lastPollNs, long nowNs) {
    return firstTickFrom(Math.max(nowNs, lastPollNs + POLL_AGE_NS + 1));
  }

  @Override
  public long stolenNs(long fromNs, long toNs, int core, boolean coreFree) {
    if (!interrupts || stolenPerTickNs == 0 || !(coreFree ? strays : core == home)) {
      return 0;
    }
    return (ticksBefore(toNs) - ticksBefore(fromNs)) * stolenPerTickNs;
  }

  @Override
  public long nextOnIdleCoreNs(long fromNs) {
    return strays ? Long.MAX_VALUE : firstTickFrom(fromNs + 1);
  }

  @Override
  public long elsewhereNs(long fromNs, long toNs) {
    if (!interrupts || stolenPerTickNs == 0 || strays) {
      return 0;
    }
    return (ticksBefore(toNs) - ticksBefore(fromNs)) * stolenPerTickNs;
  }

  @Override
  public void allCoresRun(boolean all, long nowNs) {
    count(nowNs);
    allCoresRun = all;
  }

  @Override
  public long onIdleCoresNs(long nowNs) {
    count(nowNs);
    return idleCoreTicks * idleCoreTickNs;
  }

  /** Counts the ticks up to now; the one that sees all Ps idle is the last for the time being. */
  private void count(long nowNs) {
    long fromNs = Math.max(countedNs, aloneFromNs);
    countedNs = nowNs;
    if (allCoresRun || strays || nowNs <= fromNs) {
      return;
    }
    long idleNs = allIdleSinceNs.getAsLong();
    long untilNs =
        idleNs == Long.MAX_VALUE
            ? nowNs
            : Math.min(nowNs, Math.max(fromNs, firstTickFrom(idleNs) + 1));
    idleCoreTicks += ticksBefore(untilNs) - ticksBefore(fromNs);
  }

  /** The first tick at or after {@code timeNs}. */
  long firstTickFrom(long timeNs) {
    long index = ticksBefore(timeNs);
    int last = last();
    return startNs
        + (index <= last ? offsetsNs[(int) index] : offsetsNs[last] + (index - last) * periodNs);
  }

  /** The number of ticks before {@code timeNs} since the last fresh start. */
  private long ticksBefore(long timeNs) {
    long since = timeNs - startNs;
    if (since <= 0) {
      return 0;
    }
    int last = last();
    if (since > offsetsNs[last]) {
      return last + 1 + (since - offsetsNs[last] - 1) / periodNs;
    }
    if (since <= offsetsNs[SHORTEST_SLEEPS]) {
      return (since + shortestPeriodNs - 1) / shortestPeriodNs;
    }
    int index = SHORTEST_SLEEPS + 1;
    while (offsetsNs[index] < since) {
      index++;
    }
    return index;
  }
}
