package headroom.model.go.scheduler;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Idle Ps and Ms, both last in first out, and the number of spinning Ms. Source: {@code
 * runtime/proc.go:pidleput}, {@code mput}.
 */
final class IdleLists {
  private final ArrayDeque<Processor> processors = new ArrayDeque<>();
  private final ArrayDeque<OsThread> threads = new ArrayDeque<>();
  private final int gomaxprocs;
  private long allIdleSinceNs;
  private long someIdleSinceNs;
  private long idleNs;
  private long countedNs;
  private Runnable demandRises = () -> {};
  int spinning;

  /** Ps whose M is in a system call and has not lost them. */
  int processorsInCalls;

  IdleLists(Processor[] all) {
    gomaxprocs = all.length;
    for (int i = all.length - 1; i >= 0; i--) {
      processors.push(all[i]);
    }
  }

  boolean hasProcessor() {
    return !processors.isEmpty();
  }

  /** Since when one P or more has been idle at all times; meaningless while none is. */
  long someIdleSinceNs() {
    return someIdleSinceNs;
  }

  int processorCount() {
    return processors.size();
  }

  /** Time that Ps have been idle up to now, summed over Ps, ns. */
  long idleNs(long nowNs) {
    count(nowNs);
    return idleNs;
  }

  private void count(long nowNs) {
    idleNs += (nowNs - countedNs) * processors.size();
    countedNs = nowNs;
  }

  /**
   * Whether one more M may spin: only as many as half the busy Ps. Source: {@code
   * proc.go:findRunnable}.
   */
  boolean mayspin() {
    return 2 * spinning < gomaxprocs - processors.size();
  }

  void put(Processor processor, long nowNs) {
    assert processor.m == null : "idle P with an M";
    count(nowNs);
    if (processors.isEmpty()) {
      someIdleSinceNs = nowNs;
    }
    processors.push(processor);
    if (processors.size() == gomaxprocs) {
      allIdleSinceNs = nowNs;
    }
  }

  @Nullable Processor takeProcessor(SystemMonitor monitor, long nowNs) {
    if (processors.size() == gomaxprocs) {
      monitor.busyAfterIdle(allIdleSinceNs, nowNs);
    }
    count(nowNs);
    Processor taken = processors.poll();
    checkDemand();
    return taken;
  }

  /** The idle Ps are not idle any more. */
  void takeAllProcessors(long nowNs) {
    count(nowNs);
    processors.clear();
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

  private void checkDemand() {
    if (processorsInCalls > 0 && spinning == 0 && processors.isEmpty()) {
      demandRises.run();
    }
  }

  int threadCount() {
    return threads.size();
  }

  void put(OsThread m) {
    threads.push(m);
  }

  @Nullable OsThread takeThread() {
    return threads.poll();
  }
}
