package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.EventLayer;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.random.KeyedStream;

/** The cores of the machine and the scheduler that shares them among the threads of one process. */
public interface CpuScheduler extends EventLayer {

  /**
   * The scheduler that {@code costs} ask for: Linux with ticks, round robin, or equal sharing at
   * every instant.
   */
  static CpuScheduler of(
      MachineSettings machine,
      CostProfile costs,
      HeadroomSimulator simulator,
      StolenTime stolen,
      Draws draws) {
    boolean ticks = costs.ns(Cost.OS_TICK) > 0;
    return ticks || costs.ns(Cost.OS_SLICE) > 0
        ? new SlicedCores(machine, costs, simulator, stolen, draws)
        : new SharedCores(machine, simulator);
  }

  /**
   * Random numbers.
   *
   * @param wake latencies of wake-ups of threads
   * @param quota when the periods of the CPU quota begin
   */
  record Draws(KeyedStream wake, KeyedStream quota) {}

  /**
   * A new thread, asleep.
   *
   * @param number what {@code runner} calls it
   * @param core the only one it runs on; {@link CpuThread#ANY_CORE} if it may run on any
   */
  CpuThread newThread(ThreadRunner runner, int number, CpuThread.Owner owner, int core);

  /** A new thread of the process, asleep; its owner calls it {@code number}. */
  default CpuThread newThread(ThreadRunner runner, int number) {
    return newThread(runner, number, CpuThread.Owner.PROCESS, CpuThread.ANY_CORE);
  }

  /**
   * A new thread of another process, asleep, that runs on {@code core} only. Its time is not the
   * process's, and what its wake-ups take is part of what it computes.
   */
  default CpuThread newForeignThread(ThreadRunner runner, int core) {
    return newThread(runner, 0, CpuThread.Owner.STRANGER, core);
  }

  /** A new thread, asleep, of another process of the container, which the same quota limits. */
  default CpuThread newSidecarThread(ThreadRunner runner) {
    return newThread(runner, 0, CpuThread.Owner.SIDECAR, CpuThread.ANY_CORE);
  }

  /** A new thread, asleep, of the process of {@code MachineSettings.neighbours} at this place. */
  default CpuThread newNeighbourThread(ThreadRunner runner, int neighbour) {
    return newThread(runner, neighbour, CpuThread.Owner.NEIGHBOUR, CpuThread.ANY_CORE);
  }

  /** Wakes a sleeping thread; {@link ThreadRunner#running} follows when it has a core. */
  void wake(CpuThread thread);

  /** The running thread {@code from} wakes {@code to} and goes to sleep, which leaves it a core. */
  void handOver(CpuThread from, CpuThread to);

  /** A sleeping thread, whose wake-up takes no time, is awake {@code delayNs} from now. */
  void wakeAfter(CpuThread thread, long delayNs);

  /** The running thread blocks and gives its core up. */
  void sleep(CpuThread thread);

  /**
   * The running thread, which has just woken up, takes {@code ns} of CPU more than its bursts,
   * since caches are cold: in what would be idle time, so that it delays nobody, and as soon as
   * there is any.
   */
  void findsCachesCold(CpuThread thread, long ns);

  /** The running thread sleeps for {@code durationNs} on a timer of the kernel, then wakes. */
  void sleepFor(CpuThread thread, long durationNs);

  /** The running thread computes for {@code durationNs} (more than 0) of time on a core. */
  void startBurst(CpuThread thread, long durationNs);

  /**
   * Ends the burst of a thread early; returns the time on a core that it would still have needed,
   * ns.
   */
  long interruptBurst(CpuThread thread);

  /** When the burst of the thread ends if nothing comes between; -1 if it does not have a core. */
  long burstEndNs(CpuThread thread);

  /**
   * Does {@code change}, after which {@link StolenTime} answers otherwise for the time from now on.
   */
  void stolenTimeChanges(Runnable change);

  /** The CPU quota. */
  CpuQuota quota();

  /**
   * Whether every thread that has a core computes and the end of its burst is planned, and the CPU
   * quota is kept. For assertions between events: looks at all cores.
   *
   * @throws AssertionError if not, saying which
   */
  boolean everyBurstHasAnEnd();

  /** Core time used by the process so far, summed over cores, ns. */
  long busyNs();

  /** Wake-ups of threads so far. */
  long wakeUps();

  /** Registers what the cores count. */
  default void register(RuntimeMetrics metrics) {
    metrics.timeCounter(MetricNames.CPU_TIME, this::busyNs);
    metrics.counter(MetricNames.THREAD_WAKES, this::wakeUps);
  }
}
