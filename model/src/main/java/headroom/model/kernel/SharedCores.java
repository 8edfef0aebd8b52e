package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Cores that all computing threads share equally at every instant: with n threads on c cores each
 * proceeds at the rate min(1, c/n). It is the limit of round robin for a quantum of zero, processor
 * sharing in queueing theory (Kleinrock 1967), and used where nothing but theory is wanted.
 * Wake-ups take no time. Exact to the rounding of instants to whole nanoseconds.
 */
final class SharedCores implements Cpu {
  private final int cores;
  private final HeadroomSimulator simulator;
  private final List<CpuThread> threads = new ArrayList<>();

  /** Virtual time at which each thread's burst ends, by thread. */
  private double[] endsAt = new double[16];

  private final PriorityQueue<CpuThread> computing =
      new PriorityQueue<>(
          (a, b) -> {
            int byEnd = Double.compare(endsAt(a), endsAt(b));
            return byEnd != 0 ? byEnd : Integer.compare(a.id, b.id);
          });

  /** Time that each computing thread has been given since the start of the run. */
  private double virtualNs;

  private long virtualSinceNs;
  private final Appointment nextEnd;
  private double busyNs;

  /** Of the computing threads, those of other processes. */
  private int foreign;

  private long wakeUps;

  SharedCores(int cores, HeadroomSimulator simulator) {
    this.cores = cores;
    this.simulator = simulator;
    nextEnd = new Appointment(simulator, KernelEvents.CORE_TICK, 0);
  }

  @Override
  public CpuThread newThread(ThreadRunner runner, int number) {
    return add(new CpuThread(threads.size(), runner, number, CpuThread.ANY_CORE, simulator));
  }

  /** {@inheritDoc} Here it shares all cores as the others do. */
  @Override
  public CpuThread newForeignThread(ThreadRunner runner, int core) {
    return add(new CpuThread(threads.size(), runner, 0, core, simulator));
  }

  private CpuThread add(CpuThread thread) {
    threads.add(thread);
    if (endsAt.length < threads.size()) {
      endsAt = java.util.Arrays.copyOf(endsAt, 2 * endsAt.length);
    }
    return thread;
  }

  @Override
  public void wake(CpuThread thread) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    thread.state = CpuThread.State.WAKING;
    wakeUps++;
    simulator.schedule(simulator.now(), KernelEvents.THREAD_WAKE, thread.id);
  }

  @Override
  public void wakeAfter(CpuThread thread, long delayNs) {
    assert thread.state == CpuThread.State.SLEEPING : "woken twice";
    thread.state = CpuThread.State.WAKING;
    if (delayNs == 0) {
      onThreadWake(thread.id);
    } else {
      simulator.schedule(simulator.now() + delayNs, KernelEvents.THREAD_WAKE, thread.id);
    }
  }

  @Override
  public void handOver(CpuThread from, CpuThread to) {
    sleep(from);
    wake(to);
  }

  @Override
  public void sleep(CpuThread thread) {
    assert thread.state == CpuThread.State.RUNNING && thread.burstLeftNs == 0 : "sleeps in a burst";
    thread.state = CpuThread.State.SLEEPING;
  }

  @Override
  public void sleepFor(CpuThread thread, long durationNs) {
    sleep(thread);
    thread.state = CpuThread.State.WAKING;
    simulator.schedule(simulator.now() + durationNs, KernelEvents.THREAD_WAKE, thread.id);
  }

  @Override
  public void startBurst(CpuThread thread, long durationNs) {
    advance();
    thread.burstLeftNs = durationNs;
    endsAt[thread.id] = virtualNs + durationNs;
    computing.add(thread);
    foreign += thread.isForeign() ? 1 : 0;
    plan();
  }

  @Override
  public long interruptBurst(CpuThread thread) {
    advance();
    computing.remove(thread);
    foreign -= thread.isForeign() ? 1 : 0;
    thread.burstLeftNs = 0;
    plan();
    return Math.max(0, Math.round(endsAt(thread) - virtualNs));
  }

  @Override
  public long burstEndNs(CpuThread thread) {
    advance();
    double left = endsAt(thread) - virtualNs;
    return simulator.now()
        + (long) Math.ceil(left * Math.max(1.0, (double) computing.size() / cores));
  }

  @Override
  public void stolenTimeChanges(Runnable change) {
    change.run(); // nothing is stolen here
  }

  @Override
  public boolean everyBurstHasAnEnd() {
    int running = 0;
    for (CpuThread thread : threads) {
      running += thread.state == CpuThread.State.RUNNING ? 1 : 0;
    }
    if (running != computing.size() || (running > 0 && !nextEnd.isPlanned())) {
      throw new AssertionError(
          running
              + " threads run, "
              + computing.size()
              + " compute, the next end is at "
              + nextEnd.dueNs());
    }
    return true;
  }

  @Override
  public long busyNs() {
    advance();
    return Math.round(busyNs);
  }

  @Override
  public long wakeUps() {
    return wakeUps;
  }

  @Override
  public boolean handle(int kind, int subject) {
    switch (kind) {
      case KernelEvents.THREAD_WAKE -> onThreadWake(subject);
      case KernelEvents.CORE_TICK -> onEndOfBurst();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void onThreadWake(int id) {
    CpuThread thread = threads.get(id);
    thread.state = CpuThread.State.RUNNING;
    thread.runner.running(thread);
  }

  private void onEndOfBurst() {
    if (!nextEnd.comes()) {
      return;
    }
    advance();
    CpuThread first = computing.poll();
    virtualNs = Math.max(virtualNs, endsAt(first));
    first.burstLeftNs = 0;
    foreign -= first.isForeign() ? 1 : 0;
    plan();
    first.runner.burstEnded(first);
  }

  private double endsAt(CpuThread thread) {
    return endsAt[thread.id];
  }

  private void advance() {
    long nowNs = simulator.now();
    int computers = computing.size();
    if (computers > 0) {
      double elapsed = nowNs - virtualSinceNs;
      virtualNs += computers <= cores ? elapsed : elapsed * cores / computers;
      busyNs += elapsed * Math.min(cores, computers) * (computers - foreign) / computers;
    }
    virtualSinceNs = nowNs;
  }

  /** Plans the next end of a burst. */
  private void plan() {
    CpuThread first = computing.peek();
    if (first == null) {
      nextEnd.cancel();
      return;
    }
    double slowdown = computing.size() <= cores ? 1 : (double) computing.size() / cores;
    long next = simulator.now() + Math.max(0, Math.round((endsAt(first) - virtualNs) * slowdown));
    if (next != nextEnd.dueNs()) {
      nextEnd.plan(next);
    }
  }
}
