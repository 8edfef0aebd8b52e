package headroom.model.kernel;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.KeyedStream;

/** The cores of the machine and the scheduler that shares them among the threads of one process. */
public interface Cpu {

  /**
   * The scheduler that {@code costs} ask for: Linux with ticks, round robin, or equal sharing at
   * every instant.
   */
  static Cpu of(
      MachineSettings machine,
      CostProfile costs,
      HeadroomSimulator simulator,
      ThreadRunner runner,
      StolenTime stolen,
      KeyedStream stream) {
    boolean ticks = costs.ns(Cost.OS_TICK) > 0;
    return ticks || costs.ns(Cost.OS_SLICE) > 0
        ? new SlicedCores(machine.cores(), costs, simulator, runner, stolen, stream)
        : new SharedCores(machine.cores(), simulator, runner);
  }

  /** A new thread, asleep. */
  CpuThread newThread();

  /** Wakes a sleeping thread; {@link ThreadRunner#running} follows when it has a core. */
  void wake(CpuThread thread);

  /** The running thread blocks and gives its core up. */
  void sleep(CpuThread thread);

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
   * Something outside the process takes core 0 for {@code durationNs}, if it is busy with this
   * process.
   */
  void robCoreZero(long durationNs);

  /**
   * Does {@code change}, after which {@link StolenTime} answers otherwise for the time from now on.
   */
  void stolenTimeChanges(Runnable change);

  /** Core time used by the process so far, summed over cores, ns. */
  long busyNs();

  /** Wake-ups of threads so far. */
  long wakeUps();

  /** The wake-up of thread {@code id} is over. */
  void onThreadWake(int id);

  /** The burst of thread {@code id} may be over. */
  void onBurstEnd(int id);

  /** The tick of core {@code core}. */
  void onCoreTick(int core);
}
