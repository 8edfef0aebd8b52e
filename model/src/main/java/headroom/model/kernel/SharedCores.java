package headroom.model.kernel;

import headroom.model.engine.Appointment;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cores that all computing threads share equally at every instant: with n threads on c cores each
 * proceeds at the rate min(1, c/n). It is the limit of round robin for a quantum of zero, processor
 * sharing in queueing theory (Kleinrock 1967), and used where nothing but theory is wanted.
 * Wake-ups take no time. Exact to the rounding of instants to whole nanoseconds.
 */
final class SharedCores implements CpuScheduler {
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

  /** Of the computing threads, those outside of the container. */
  private int strangers;

  private final @Nullable FluidQuota quota;

  /** Threads that the quota has stopped, or that have been woken since. */
  private final List<CpuThread> stopped = new ArrayList<>();

  private long wakeUps;

  SharedCores(MachineSettings machine, HeadroomSimulator simulator) {
    cores = machine.cores();
    this.simulator = simulator;
    quota = machine.isLimited() ? new FluidQuota(machine, simulator) : null;
    nextEnd = new Appointment(simulator, KernelEvents.CORE_TICK, 0);
  }

  /** {@inheritDoc} One that is bound to a core shares all of them as the others do. */
  @Override
  public CpuThread newThread(ThreadRunner runner, int number, CpuThread.Owner owner, int boundTo) {
    CpuThread thread = new CpuThread(threads.size(), runner, number, owner, boundTo, simulator);
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

  /** Wake-ups cost nothing here. */
  @Override
  public void findsCachesCold(CpuThread thread, long ns) {}

  @Override
  public void sleepFor(CpuThread thread, long durationNs) {
    sleep(thread);
    thread.state = CpuThread.State.WAKING;
    simulator.schedule(simulator.now() + durationNs, KernelEvents.THREAD_WAKE, thread.id);
  }

  @Override
  public void startBurst(CpuThread thread, long durationNs) {
    advance();
    compute(thread, durationNs);
    plan();
  }

  private void compute(CpuThread thread, long durationNs) {
    thread.burstLeftNs = durationNs;
    endsAt[thread.id] = virtualNs + durationNs;
    computing.add(thread);
    count(thread, 1);
  }

  private void count(CpuThread thread, int change) {
    foreign += thread.isForeign() ? change : 0;
    strangers += thread.isOfTheContainer() ? 0 : change;
  }

  @Override
  public long interruptBurst(CpuThread thread) {
    advance();
    computing.remove(thread);
    count(thread, -1);
    thread.burstLeftNs = 0;
    plan();
    return Math.max(0, Math.round(endsAt(thread) - virtualNs));
  }

  @Override
  public long burstEndNs(CpuThread thread) {
    if (!thread.isRunning()) {
      return -1;
    }
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
  public CpuQuota quota() {
    return quota == null ? CpuQuota.NONE : quota;
  }

  @Override
  public void register(RuntimeMetrics metrics) {
    CpuScheduler.super.register(metrics);
    if (quota != null) {
      quota.register(metrics);
    }
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
      case KernelEvents.RUNTIME_USED -> onRuntimeUsed();
      case KernelEvents.QUOTA_PERIOD -> onPeriod();
      case KernelEvents.QUOTA_CHANGE -> onQuotaChange();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void onThreadWake(int id) {
    CpuThread thread = threads.get(id);
    if (quota().isStopped() && thread.isOfTheContainer()) {
      thread.inBurst = false;
      stop(thread);
      return;
    }
    thread.state = CpuThread.State.RUNNING;
    thread.runner.running(thread);
  }

  private void onRuntimeUsed() {
    advance();
    if (quota == null || !quota.isUsedUp()) {
      plan();
      return;
    }
    quota.stop();
    for (CpuThread thread : threads) {
      if (thread.isOfTheContainer() && computing.remove(thread)) {
        count(thread, -1);
        thread.burstLeftNs = Math.max(0, Math.round(endsAt(thread) - virtualNs));
        thread.inBurst = true;
        stop(thread);
      }
    }
    plan();
  }

  private void stop(CpuThread thread) {
    thread.state = CpuThread.State.QUEUED;
    stopped.add(thread);
    thread.throttled = true;
    thread.runner.throttled(thread);
  }

  private void onPeriod() {
    advance();
    boolean active = computing.size() > strangers || !stopped.isEmpty();
    if (quota != null && quota.begins(active)) {
      goOn();
    }
    plan();
  }

  private void onQuotaChange() {
    advance();
    if (quota != null && quota.changes()) {
      goOn();
    }
    plan();
  }

  /** The quota lets stopped threads go on. */
  private void goOn() {
    List<CpuThread> going = List.copyOf(stopped);
    stopped.clear();
    for (CpuThread thread : going) {
      thread.throttled = false;
      thread.state = CpuThread.State.RUNNING;
      if (thread.inBurst) {
        thread.inBurst = false;
        compute(thread, thread.burstLeftNs);
        thread.runner.rescheduled(thread);
      } else {
        thread.runner.running(thread);
      }
    }
  }

  private void onEndOfBurst() {
    if (!nextEnd.comes()) {
      return;
    }
    advance();
    CpuThread first = computing.poll();
    virtualNs = Math.max(virtualNs, endsAt(first));
    first.burstLeftNs = 0;
    count(first, -1);
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
      double busy = elapsed * Math.min(cores, computers);
      busyNs += busy * (computers - foreign) / computers;
      if (quota != null) {
        quota.use(busy * (computers - strangers) / computers);
      }
    }
    virtualSinceNs = nowNs;
  }

  /** Plans the next end of a burst, and that of the quota. */
  private void plan() {
    if (quota != null) {
      int all = computing.size();
      quota.plan(all == strangers ? 0 : (double) Math.min(cores, all) * (all - strangers) / all);
    }
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
