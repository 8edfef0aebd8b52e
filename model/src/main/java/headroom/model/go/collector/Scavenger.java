package headroom.model.go.collector;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.Appointment;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.WaitReason;
import headroom.model.go.memory.Heap;
import headroom.model.go.memory.ResidentMemory;
import headroom.model.go.scheduler.Scheduler;
import java.util.function.IntSupplier;

/**
 * The goroutine that gives free memory back to the system: as long as the process retains more than
 * its goals it works for a millisecond, then sleeps. Whenever a cycle's sweeping is done sysmon
 * wakes it at its next tick, also from its sleep, so that frequent cycles let it take more than its
 * share. Source: Go 1.26 {@code runtime/mgcscavenge.go:bgscavenge}, {@code scavengerState.run},
 * {@code sleep}, {@code wake}; {@code mgcsweep.go:sweepone}; {@code proc.go:sysmon}.
 *
 * <p>Approximate: which pages are free is not modelled, nor that densely used pieces of 4 MiB are
 * spared; what a millisecond of work gives back is given back at its end.
 */
final class Scavenger implements GoroutineBody {
  /** Source: {@code scavengerState.run:scavengeQuantum}. */
  private static final long QUANTUM_BYTES = 64 << 10;

  /** Source: {@code mgcscavenge.go:minScavWorkTime}. */
  private static final double LEAST_WORK_NS = 1e6;

  private final Scheduler scheduler;
  private final Heap heap;
  private final ResidentMemory memory;
  private final Appointment due;
  private final Goroutine goroutine;
  private final SleepController controller;
  private final double quantumNs;
  private long backgroundNs;
  private long assistNs;

  /** What it gives back when its present work is done, bytes. */
  private long quantaBytes;

  /** What it has worked before it fell asleep, ns; 0 if it does not sleep. */
  private double workedNs;

  private long asleepSinceNs;

  Scavenger(
      Scheduler scheduler,
      Heap heap,
      ResidentMemory memory,
      Appointment due,
      IntSupplier gomaxprocs,
      CostProfile costs) {
    this.scheduler = scheduler;
    this.heap = heap;
    this.memory = memory;
    this.due = due;
    controller = new SleepController(gomaxprocs);
    quantumNs = costs.value(Cost.GC_SCAVENGE_QUANTUM);
    goroutine = scheduler.system().add(this, WaitReason.GC_SCAVENGE);
  }

  /** A cycle has ended with {@code inUse} bytes in spans: sets what the process retains. */
  void pace(long memoryLimit, Pacer pacer, long inUse) {
    ScavengeGoals goals =
        ScavengeGoals.of(
            memoryLimit,
            pacer.goal(),
            pacer.lastHeapGoal(),
            inUse,
            memory.heapBytes(),
            memory.mappedBytes());
    memory.retain(goals.retainedBytes(), goals.mappedReadyBytes());
  }

  /** A cycle's sweeping is done: sysmon wakes it. */
  void swept() {
    if (goroutine.waitReason() == WaitReason.GC_SCAVENGE && beyond() > 0) {
      due.planBy(scheduler.system().nextMonitorTickNs());
    }
  }

  /** Somebody who takes memory has given some back for {@code ns}. */
  void assisted(long ns) {
    assistNs += ns;
  }

  /** What it has worked in the background, ns. */
  long backgroundNs() {
    return backgroundNs;
  }

  /** What those who take memory have worked to give some back, ns. */
  long assistNs() {
    return assistNs;
  }

  /** It may be time to wake it; returns true, since the event was its own. */
  boolean onDue() {
    if (due.comes() && goroutine.waitReason() == WaitReason.GC_SCAVENGE) {
      scheduler.system().inject(goroutine);
    }
    return true;
  }

  @Override
  public Action resume(Goroutine self) {
    if (workedNs > 0) {
      controller.slept(workedNs, scheduler.now() - asleepSinceNs);
      workedNs = 0;
    }
    if (quantaBytes > 0) {
      double ns = quantaBytes / (double) QUANTUM_BYTES * quantumNs;
      backgroundNs += Math.round(ns);
      memory.scavenge(quantaBytes, heap.bytes());
      quantaBytes = 0;
      workedNs = Math.max(LEAST_WORK_NS, ns);
      asleepSinceNs = scheduler.now();
      due.plan(scheduler.now() + controller.sleepNs(workedNs));
    } else if (beyond() > 0) {
      long most = (long) Math.ceil(LEAST_WORK_NS / Math.max(1, quantumNs));
      long quanta = Math.min(most, (beyond() + QUANTUM_BYTES - 1) / QUANTUM_BYTES);
      quantaBytes = quanta * QUANTUM_BYTES;
      self.demandNs = Math.max(1, Math.round(quanta * quantumNs));
      return Action.COMPUTE;
    }
    scheduler.park(self, WaitReason.GC_SCAVENGE);
    return Action.PARK;
  }

  private long beyond() {
    return memory.scavengeableBytes(heap.bytes());
  }
}
