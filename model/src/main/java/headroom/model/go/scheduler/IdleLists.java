package headroom.model.go.scheduler;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Idle Ps and Ms, both last in first out, and the number of spinning Ms. Source: {@code
 * runtime/proc.go:pidleput}, {@code mput}.
 */
final class IdleLists {
  private final Processor[] processors;
  private @Nullable OsThread[] threads = new @Nullable OsThread[8];
  private int processorCount;
  private int threadCount;
  private final Processors all;
  private long allIdleSinceNs;
  private long someIdleSinceNs;
  private long idleNs;
  private long countedNs;
  private Runnable demandRises = () -> {};
  private Runnable busyAgain = () -> {};
  int spinning;

  /** Ps whose M is in a system call and has not lost them. */
  int processorsInCalls;

  /** All Ps that are in use are idle. */
  IdleLists(Processors all) {
    this.all = all;
    processors = all.all.clone();
    processorCount = all.count();
    for (int i = 0; i < processorCount; i++) {
      processors[i] = all.all[processorCount - 1 - i];
    }
  }

  /** Whether all Ps are idle. */
  boolean areAllIdle() {
    return processorCount == all.count();
  }

  /** Since when all Ps have been idle, ns; {@link Long#MAX_VALUE} if they are not. */
  long allIdleSinceNs() {
    return areAllIdle() ? allIdleSinceNs : Long.MAX_VALUE;
  }

  boolean hasProcessor() {
    return processorCount > 0;
  }

  /** Since when one P or more has been idle at all times; meaningless while none is. */
  long someIdleSinceNs() {
    return someIdleSinceNs;
  }

  int processorCount() {
    return processorCount;
  }

  /** Time that Ps have been idle up to now, summed over Ps, ns. */
  long idleNs(long nowNs) {
    count(nowNs);
    return idleNs;
  }

  private void count(long nowNs) {
    idleNs += (nowNs - countedNs) * processorCount;
    countedNs = nowNs;
  }

  /**
   * Whether one more M may spin: only as many as half the busy Ps. Source: {@code
   * proc.go:findRunnable}.
   */
  boolean mayspin() {
    return 2 * spinning < all.count() - processorCount;
  }

  void put(Processor processor, long nowNs) {
    assert processor.m == null : "idle P with an M";
    count(nowNs);
    if (processorCount == 0) {
      someIdleSinceNs = nowNs;
    }
    processors[processorCount++] = processor;
    if (areAllIdle()) {
      allIdleSinceNs = nowNs;
    }
  }

  @Nullable Processor takeProcessor(SystemMonitor monitor, long nowNs) {
    if (areAllIdle()) {
      monitor.busyAfterIdle(allIdleSinceNs, nowNs);
      busyAgain.run();
    }
    return take(nowNs);
  }

  /** As {@link #takeProcessor}, because a timer has expired. */
  @Nullable Processor takeProcessorForTimer(SystemMonitor monitor, long nowNs) {
    if (areAllIdle()) {
      monitor.timerAfterIdle(allIdleSinceNs, nowNs);
      busyAgain.run();
    }
    return take(nowNs);
  }

  private @Nullable Processor take(long nowNs) {
    count(nowNs);
    Processor taken = processorCount == 0 ? null : processors[--processorCount];
    checkDemand();
    return taken;
  }

  /** The idle Ps are not idle any more. */
  void takeAllProcessors(long nowNs) {
    count(nowNs);
    processorCount = 0;
    checkDemand();
  }

  /**
   * An M has found work, or given its P up, and spins no more. Source: {@code
   * proc.go:resetspinning}.
   */
  void stopSpinning(OsThread m) {
    m.spinning = false;
    spinning--;
    checkDemand();
  }

  /**
   * {@code action} is done when nobody is left who could take work on, while Ps are in system
   * calls.
   */
  void whenDemandRises(Runnable action) {
    demandRises = action;
  }

  /** {@code action} is done when a P is taken while all are idle. */
  void whenBusyAgain(Runnable action) {
    busyAgain = action;
  }

  private void checkDemand() {
    if (processorsInCalls > 0 && spinning == 0 && processorCount == 0) {
      demandRises.run();
    }
  }

  int threadCount() {
    return threadCount;
  }

  void put(OsThread m) {
    if (threadCount == threads.length) {
      threads = Arrays.copyOf(threads, 2 * threadCount);
    }
    threads[threadCount++] = m;
  }

  @Nullable OsThread takeThread() {
    return threadCount == 0 ? null : threads[--threadCount];
  }
}
