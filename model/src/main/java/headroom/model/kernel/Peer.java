package headroom.model.kernel;

/**
 * Another process on the same machine: a load generator that computes for a while on core 0 for
 * each message it sends or takes. One thread, bound to that core, which preempts when it wakes up
 * and takes turns like any other at ticks; what it cannot do at once it does later, so that it
 * never keeps the core for itself. Its messages are not late for that: they leave when the
 * experiment says so.
 */
public final class Peer implements ThreadRunner {
  private final CpuScheduler cpu;
  private final long perMessageNs;
  private final CpuThread thread;
  private long backlogNs;
  private boolean awake;

  /** A peer that computes {@code perMessageNs} for each message. */
  public Peer(CpuScheduler cpu, long perMessageNs) {
    this.cpu = cpu;
    this.perMessageNs = perMessageNs;
    thread = cpu.newForeignThread(this, 0);
  }

  /**
   * A message occupies it {@code delayNs} from now. With a delay of 0 it takes its core at once,
   * which code that runs on a core may not ask for.
   */
  public void message(long delayNs) {
    backlogNs += perMessageNs;
    if (!awake) {
      awake = true;
      cpu.wakeAfter(thread, delayNs);
    }
  }

  /** What it still has to compute for messages beyond the present burst, ns. */
  public long backlogNs() {
    return backlogNs;
  }

  @Override
  public void running(CpuThread itself) {
    computeOrSleep();
  }

  @Override
  public void burstEnded(CpuThread itself) {
    computeOrSleep();
  }

  private void computeOrSleep() {
    long burstNs = backlogNs;
    backlogNs = 0;
    if (burstNs > 0) {
      cpu.startBurst(thread, burstNs);
    } else {
      awake = false;
      cpu.sleep(thread);
    }
  }
}
