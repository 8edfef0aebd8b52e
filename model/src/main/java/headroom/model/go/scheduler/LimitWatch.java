package headroom.model.go.scheduler;

import headroom.model.engine.Appointment;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.Goroutine;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.WaitReason;
import headroom.model.kernel.CpuQuota;
import headroom.model.kernel.MachineSettings;
import org.jspecify.annotations.Nullable;

/**
 * sysmon's look at the CPU limit: at its ticks, at most once a second, and not while all Ps are
 * idle, when it sleeps. If the limit asks for another GOMAXPROCS it readies the goroutine that
 * changes it. Source: Go 1.26 {@code runtime/proc.go:sysmon}, {@code sysmonUpdateGOMAXPROCS}.
 *
 * <p>Only of programs whose GOMAXPROCS nobody has set, since Go 1.25, and under a limit that
 * changes: one event a second. Approximate: a tick that comes earlier than it seemed when the look
 * was planned, up to 10 ms, is not taken for it; sysmon does not wake up once a minute while all
 * are idle.
 */
final class LimitWatch {
  /** Source: {@code proc.go:sysmon}, {@code lastgomaxprocs}. */
  private static final long PERIOD_NS = 1_000_000_000;

  private final RuntimeState runtime;
  private final Processors processors;
  private final RuntimeSettings settings;
  private final MachineSettings machine;
  private final Appointment look;

  /** The goroutine that changes GOMAXPROCS. Source: {@code proc.go:updateMaxProcsG}. */
  private @Nullable Goroutine updater;

  private int wanted;
  private long lookedNs;

  /** Whether sysmon was about to look, and found all Ps idle. */
  private boolean asleep;

  LimitWatch(
      RuntimeState runtime,
      Processors processors,
      RuntimeSettings settings,
      MachineSettings machine) {
    this.runtime = runtime;
    this.processors = processors;
    this.settings = settings;
    this.machine = machine;
    look = new Appointment(runtime.simulator(), RuntimeEvents.SYSMON_LIMIT, 0);
  }

  /** Whether the program follows the limit. */
  boolean isOn() {
    return DefaultProcessors.follows(settings, machine);
  }

  /** Before the start: {@code goroutine}, which is parked, changes GOMAXPROCS. */
  void begin(Goroutine goroutine) {
    updater = goroutine;
    runtime.idle().whenBusyAgain(this::sysmonWakes);
    lookedNs = runtime.monitor().firstTickFrom(runtime.nowNs());
    planNext();
  }

  /** The GOMAXPROCS that the limit asked for when sysmon looked last. */
  int wanted() {
    return wanted;
  }

  /** It may be time to look. */
  void onLook() {
    Goroutine goroutine = updater;
    if (goroutine == null || !look.comes()) {
      return;
    }
    long nowNs = runtime.nowNs();
    CpuQuota quota = runtime.cpu().quota();
    long dueNs = runtime.monitor().firstTickFrom(lookedNs + PERIOD_NS);
    if (quota.isStopped()) {
      look.plan(quota.goesOnNs()); // sysmon is stopped as well
      return;
    }
    if (dueNs > nowNs) {
      look.plan(dueNs); // its ticks have moved
      return;
    }
    if (runtime.idle().areAllIdle()) {
      asleep = true;
      return;
    }
    lookedNs = nowNs;
    int asked = DefaultProcessors.of(settings.version(), machine, machine.quotaAt(nowNs));
    boolean ready = goroutine.waitReason() == WaitReason.UPDATE_GOMAXPROCS_IDLE;
    if (asked != processors.count() && ready) {
      wanted = asked;
      inject(goroutine, nowNs);
    }
    planNext();
  }

  /** Source: {@code proc.go:injectglist} without a P, {@code startIdle}. */
  private void inject(Goroutine goroutine, long nowNs) {
    IdleLists idle = runtime.idle();
    runtime.population().runnable(goroutine, nowNs);
    runtime.queues().global.addLast(goroutine);
    if (idle.hasProcessor()) {
      runtime.threads().start(idle.takeProcessor(runtime.monitor(), nowNs), false);
    }
  }

  private void sysmonWakes() {
    if (asleep) {
      asleep = false;
      planNext();
    }
  }

  private void planNext() {
    long dueNs = Math.max(runtime.nowNs(), lookedNs + PERIOD_NS);
    look.plan(runtime.monitor().firstTickFrom(dueNs));
  }
}
