package headroom.model.go.scheduler;

import headroom.model.go.ExitCause;
import headroom.model.go.Goroutine;
import headroom.model.kernel.Cpu;
import headroom.model.kernel.ThreadRunner;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All Ms: created when one is wanted and none is idle, then kept. Source: {@code
 * runtime/proc.go:startm}, {@code wakep}, {@code stopm}.
 */
final class Machines {
  /** Source: {@code proc.go:schedinit}, {@code checkmcount}. */
  private static final int MAX_THREADS = 10_000;

  private final IdleLists idle;
  private final SystemMonitor monitor;
  private final Cpu cpu;
  private final ThreadRunner runner;
  private final ExitReport exits;
  private final List<Machine> all = new ArrayList<>();

  /** Parked Ms that are wired to a goroutine. Source: {@code runtime2.go:sched.nmidlelocked}. */
  private int lockedIdle;

  /** The M whose code is being executed; null outside of any. */
  @Nullable Machine current;

  Machines(IdleLists idle, SystemMonitor monitor, Cpu cpu, ThreadRunner runner, ExitReport exits) {
    this.runner = runner;
    this.exits = exits;
    this.idle = idle;
    this.monitor = monitor;
    this.cpu = cpu;
  }

  /** Registers how many threads there are. */
  void register(RuntimeMetrics metrics) {
    metrics.gauge(MetricNames.THREADS, this::threads);
  }

  Machine get(int id) {
    return all.get(id);
  }

  List<Machine> all() {
    return all;
  }

  /** Threads: Ms and sysmon, which is an M without a P. */
  int threads() {
    return all.size() + 1;
  }

  /** Whether no M runs, is in a call, waits in the poller, or is about to. */
  boolean allIdle() {
    return idle.machineCount() + lockedIdle == all.size();
  }

  /**
   * A P that is not used gets an M that looks for work, if none does already. Source: {@code
   * proc.go:wakep}.
   */
  void wakeOne(long nowNs) {
    if (idle.spinning == 0 && idle.hasProcessor()) {
      idle.spinning++;
      start(idle.takeProcessor(monitor, nowNs), true);
    }
  }

  /** Wakes an idle M, or a new one, with {@code p}. Source: {@code proc.go:startm}. */
  void start(@Nullable Processor p, boolean spinning) {
    if (p != null) {
      cpu.wake(prepare(p, spinning).thread);
    }
  }

  /** An idle M, or a new one, that has {@code p} and is still to be woken. */
  Machine prepare(Processor p, boolean spinning) {
    Machine machine = idle.takeMachine();
    if (machine == null) {
      machine = create();
    }
    acquire(machine, p);
    machine.spinning = spinning;
    machine.waiting = Machine.Waiting.FOR_WORK;
    return machine;
  }

  /** A sleeping M for {@code goroutine} alone. */
  Machine createLocked(Goroutine goroutine) {
    Machine machine = create();
    machine.lockedGoroutine = goroutine;
    lockedIdle++;
    return machine;
  }

  /** The sleeping M {@code locked} has {@code p} for its goroutine, and is still to be woken. */
  void prepareLocked(Machine locked, Processor p) {
    lockedIdle--;
    locked.found = locked.lockedGoroutine;
    acquire(locked, p);
    locked.waiting = Machine.Waiting.FOR_WORK;
  }

  /** Whether nobody waits for the P of the running M, and another of {@code gomaxprocs} is busy. */
  boolean currentIsAlone(int gomaxprocs) {
    Processor p = current == null ? null : current.processor;
    return p != null && gomaxprocs > idle.processorCount() + idle.spinning + 1 && !p.hasLocalWork();
  }

  /** Goroutines that have been handed to an M which has not run since. */
  int handedOver() {
    int count = 0;
    for (Machine machine : all) {
      count += machine.found == null ? 0 : 1;
    }
    return count;
  }

  private Machine create() {
    Machine machine = new Machine(cpu.newThread(runner, all.size()));
    all.add(machine);
    if (threads() > MAX_THREADS) {
      exits.report(new ExitCause.ThreadExhaustion());
    }
    return machine;
  }

  void acquire(Machine machine, Processor p) {
    assert p.machine == null && machine.processor == null : "P or M taken twice";
    machine.processor = p;
    p.machine = machine;
  }

  /** {@code machine} gives its P up. Source: {@code proc.go:releasep}. */
  Processor release(Machine machine) {
    Processor p = machine.processor;
    assert p != null : "gives up a P that it has not";
    machine.processor = null;
    p.machine = null;
    p.cut.cancel();
    return p;
  }

  /** The running M has neither P nor work: it sleeps. Source: {@code proc.go:stopm}. */
  void park(Machine machine) {
    putAside(machine);
    cpu.sleep(machine.thread);
  }

  /** The running M wakes {@code prepared}, which has its P now, and sleeps. */
  void parkAndWake(Machine machine, Machine prepared) {
    putAside(machine);
    cpu.handOver(machine.thread, prepared.thread);
  }

  private void putAside(Machine machine) {
    if (machine.lockedGoroutine == null) {
      idle.put(machine);
    } else {
      lockedIdle++;
    }
  }
}
