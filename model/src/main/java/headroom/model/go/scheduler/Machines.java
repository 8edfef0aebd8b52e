package headroom.model.go.scheduler;

import headroom.model.kernel.Cpu;
import headroom.model.kernel.ThreadRunner;
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
  private final CrashReport crash;
  private final List<Machine> all = new ArrayList<>();

  /** The M whose code is being executed; null outside of any. */
  @Nullable Machine current;

  Machines(IdleLists idle, SystemMonitor monitor, Cpu cpu, ThreadRunner runner, CrashReport crash) {
    this.runner = runner;
    this.crash = crash;
    this.idle = idle;
    this.monitor = monitor;
    this.cpu = cpu;
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
    return idle.machineCount() == all.size();
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
    if (p == null) {
      return;
    }
    Machine machine = idle.takeMachine();
    if (machine == null) {
      machine = new Machine(cpu.newThread(runner, all.size()));
      all.add(machine);
      if (threads() > MAX_THREADS) {
        crash.threadsExhausted();
      }
    }
    acquire(machine, p);
    machine.spinning = spinning;
    machine.waiting = Machine.Waiting.FOR_WORK;
    cpu.wake(machine.thread);
  }

  void acquire(Machine machine, Processor p) {
    assert p.machine == null && machine.processor == null : "P or M taken twice";
    machine.processor = p;
    p.machine = machine;
  }

  /** The running M has neither P nor work: it sleeps. Source: {@code proc.go:stopm}. */
  void park(Machine machine) {
    idle.put(machine);
    cpu.sleep(machine.thread);
  }
}
