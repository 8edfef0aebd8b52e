package headroom.model.go.scheduler;

import static headroom.model.metrics.MetricName.go;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.TimeAccount;
import headroom.model.go.WaitReason;
import headroom.model.go.stack.StackMemory;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many goroutines have each status; every change of status or account goes through here. */
public final class Population {
  private static final GoroutineStatus[] STATUSES = GoroutineStatus.values();
  private static final WaitReason[] REASONS = WaitReason.values();

  private final int[] byStatus = new int[STATUSES.length];
  private final int[] byReason = new int[REASONS.length];
  private final StackMemory stacks;
  private int alive;
  private int peak;
  private long created;

  Population(StackMemory stacks) {
    this.stacks = stacks;
  }

  /** Registers how many goroutines there are, and how many have each status. */
  void register(RuntimeMetrics metrics) {
    metrics.watchedGauge(MetricNames.GOROUTINES, this::alive, this::takePeak);
    metrics.gauge(
        go("/sched/goroutines/runnable:goroutines"), () -> count(GoroutineStatus.RUNNABLE));
    metrics.gauge(go("/sched/goroutines/running:goroutines"), () -> count(GoroutineStatus.RUNNING));
    metrics.gauge(go("/sched/goroutines/waiting:goroutines"), () -> count(GoroutineStatus.WAITING));
    metrics.gauge(
        go("/sched/goroutines/not-in-go:goroutines"), () -> count(GoroutineStatus.SYSCALL));
    metrics.counter(go("/sched/goroutines-created:goroutines"), this::created);
  }

  /** {@code goroutine} is in a run queue from now on. */
  void runnable(Goroutine goroutine, long nowNs) {
    move(goroutine, GoroutineStatus.RUNNABLE, TimeAccount.RUNNABLE, nowNs);
  }

  /** {@code goroutine} is on a P whose thread has a core. */
  void runs(Goroutine goroutine, long nowNs) {
    move(goroutine, GoroutineStatus.RUNNING, goroutine.runsAs(), nowNs);
  }

  /** {@code goroutine}, which runs, is held up by {@code account}. */
  void charge(Goroutine goroutine, TimeAccount account, long nowNs) {
    move(goroutine, GoroutineStatus.RUNNING, account, nowNs);
  }

  /** {@code goroutine}, whose thread is in a call, is held up there by {@code account}, or not. */
  void inCall(Goroutine goroutine, TimeAccount account, long nowNs) {
    move(goroutine, GoroutineStatus.SYSCALL, account, nowNs);
  }

  /** {@code goroutine} waits for {@code reason}. */
  void waits(Goroutine goroutine, WaitReason reason, long nowNs) {
    byReason[reason.ordinal()] += goroutine.isSystem() ? 0 : 1;
    move(goroutine, GoroutineStatus.WAITING, reason, reason.account(), nowNs);
  }

  /** {@code goroutine} has ended. */
  void dies(Goroutine goroutine, long nowNs) {
    move(goroutine, GoroutineStatus.DEAD, null, null, nowNs);
  }

  /** {@code goroutine}, which does not wait from now on, has a new status or account. */
  void move(Goroutine goroutine, GoroutineStatus to, TimeAccount account, long nowNs) {
    move(goroutine, to, null, account, nowNs);
  }

  private void move(
      Goroutine goroutine,
      GoroutineStatus to,
      @Nullable WaitReason reason,
      @Nullable TimeAccount account,
      long nowNs) {
    if (goroutine.isSystem()) {
      goroutine.enter(to, reason, account, nowNs);
      return;
    }
    GoroutineStatus from = goroutine.status();
    byStatus[from.ordinal()]--;
    byStatus[to.ordinal()]++;
    WaitReason before = goroutine.waitReason();
    if (before != null) {
      byReason[before.ordinal()]--;
    }
    if (from == GoroutineStatus.DEAD) {
      alive++;
      peak = Math.max(peak, alive);
      created++;
      stacks.born(goroutine);
    } else if (to == GoroutineStatus.DEAD) {
      alive--;
      goroutine.reused = true;
      stacks.died(goroutine);
    }
    goroutine.enter(to, reason, account, nowNs);
  }

  /** Live goroutines by what a dump has in brackets, only words that occur. */
  public Map<String, Integer> byWaitReason() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (GoroutineStatus status : STATUSES) {
      boolean said = status != GoroutineStatus.DEAD && status != GoroutineStatus.WAITING;
      if (said && count(status) > 0) {
        counts.put(status.word(), count(status));
      }
    }
    for (WaitReason reason : REASONS) {
      if (count(reason) > 0) {
        counts.put(reason.word(), count(reason));
      }
    }
    return counts;
  }

  /** Goroutines with {@code status} now. */
  public int count(GoroutineStatus status) {
    return byStatus[status.ordinal()];
  }

  /** Goroutines that wait for {@code reason} now. */
  public int count(WaitReason reason) {
    return byReason[reason.ordinal()];
  }

  /** Goroutines alive now. */
  public int alive() {
    return alive;
  }

  /** Goroutines that have come to life so far. */
  public long created() {
    return created;
  }

  /** The most that were alive at once since the last call. */
  public int takePeak() {
    int most = peak;
    peak = alive;
    return most;
  }
}
