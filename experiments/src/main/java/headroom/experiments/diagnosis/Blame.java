package headroom.experiments.diagnosis;

import headroom.experiments.diagnosis.CpuRoom.Bound;
import headroom.experiments.notes.Ceilings;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.PointResult;
import headroom.model.Scenario;
import headroom.model.service.ServerSettings;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be blamed for the waits of the worst requests. A wait is not always for what it is
 * named after: requests queue before workers that wait for connections. So the queue is put down to
 * what keeps the workers, and the wait for a P to what keeps the Ps.
 */
final class Blame {
  private static final String QUEUE = "queue";

  /** Waits that may fill the workers, by component of a breakdown. */
  private static final Map<String, FailureMode> WAITS = waits();

  private final Scenario scenario;
  private final PointResult point;
  private final BadTime bad;
  private final CpuRoom room;
  private final Map<FailureMode, Double> shares = new EnumMap<>(FailureMode.class);

  private Blame(Scenario scenario, PointResult point, BadTime bad, CpuRoom room) {
    this.scenario = scenario;
    this.point = point;
    this.bad = bad;
    this.room = room;
  }

  private static Map<String, FailureMode> waits() {
    Map<String, FailureMode> waits = new LinkedHashMap<>();
    waits.put("pool", FailureMode.POOL_EXHAUSTED);
    waits.put("channel", FailureMode.POOL_EXHAUSTED);
    waits.put("mutex", FailureMode.LOCK_CONTENTION);
    waits.put("log", FailureMode.LOG_CONTENTION);
    return waits;
  }

  /** Part of the time of the worst requests, by what is to be blamed for it. */
  static Map<FailureMode, Double> of(
      Scenario scenario, PointResult point, BadTime bad, CpuRoom room) {
    Blame blame = new Blame(scenario, point, bad, room);
    blame.divide();
    return blame.shares;
  }

  private void divide() {
    WAITS.forEach((component, mode) -> add(mode, bad.share(component)));
    add(FailureMode.SLOW_DEPENDENCY, bad.share("io") + bad.share("sleep"));
    add(FailureMode.SLOW_COMPUTATION, bad.share("running"));
    double cpu = bad.share("runnable") + bad.share("descheduled");
    double queue = bad.share(QUEUE);
    if (isRetryStorm()) {
      add(FailureMode.RETRY_STORM, bad.share("retry") + (causedByRetries() ? queue : 0));
      queue = causedByRetries() ? 0 : queue;
    }
    FailureMode keeper = keeperOfWorkers();
    if (keeper == FailureMode.CPU_CONTENTION) {
      cpu += queue;
    } else {
      add(keeper, queue);
    }
    divideCpu(cpu);
  }

  private void add(FailureMode mode, double share) {
    shares.merge(mode, share, Double::sum);
  }

  /** Further attempts are a large part of the load, and requests are lost in spite of them. */
  private boolean isRetryStorm() {
    double offered = Math.max(1, point.offered());
    double attempts = point.retried() == null ? 0 : point.retried() / offered;
    double lost = point.requests().counts().outcomes().lost() / offered;
    return attempts >= Thresholds.MANY_RETRIES && lost >= Thresholds.VERY_MUCH_LOST;
  }

  /** Whether everything would do for the requests if each came once. */
  private boolean causedByRetries() {
    return Ceilings.of(scenario).stream().allMatch(ceiling -> ceiling.share() < 1);
  }

  /** What keeps the workers, so that requests queue before them. */
  private FailureMode keeperOfWorkers() {
    int workers = scenario.server().workers();
    if (workers == ServerSettings.UNBOUNDED) {
      return FailureMode.CPU_CONTENTION; // what queues are requests without a connection
    }
    Map<String, Double> inside = new LinkedHashMap<>(point.breakdownMs());
    inside.remove(QUEUE);
    inside.remove("retry");
    double whole = BadTime.sum(inside);
    for (Map.Entry<String, FailureMode> wait : WAITS.entrySet()) {
      if (inside.getOrDefault(wait.getKey(), 0.0) >= Thresholds.FILLS_WORKERS * whole) {
        return wait.getValue();
      }
    }
    double computing = inside.getOrDefault("running", 0.0) + inside.getOrDefault("gc_assist", 0.0);
    double coresOfAll = whole > 0 ? workers * computing / whole : 0;
    boolean allCompute = coresOfAll >= Thresholds.FULL * room.usable();
    return allCompute || room.isFull() ? FailureMode.CPU_CONTENTION : FailureMode.WORKERS_EXHAUSTED;
  }

  /** Divides the waits for a P and for a core among what keeps them. */
  private void divideCpu(double waits) {
    double all = waits + bad.share("throttled");
    double stopped = Math.min(1, Math.max(bad.share("throttled"), frozen()));
    Double periods = point.cpu().throttledShare();
    boolean throttled =
        periods != null
            && periods >= Thresholds.OFTEN_THROTTLED
            && stopped >= Thresholds.WORTH_NAMING_OF_A_MISS;
    double rest = all;
    if (throttled) {
      boolean limitIsFull = room.isFull() && room.bound() == Bound.QUOTA;
      add(FailureMode.CPU_THROTTLED, limitIsFull ? Math.max(stopped, all) : stopped);
      rest = limitIsFull ? 0 : Math.max(0, all - stopped);
    }
    FailureMode keeper = keeperOfProcessors();
    double left = CollectorShare.ofWaits(point, bad);
    add(keeper, keeper == FailureMode.CPU_CONTENTION ? Math.max(0, rest - left) : rest);
  }

  /** For how much of their time the CPU limit stopped the slowest, whatever they waited for. */
  private double frozen() {
    Map<String, Double> frozenMs = point.requests().times().breakdowns().frozenMs();
    double slowMs = BadTime.sum(point.breakdownP99Ms());
    return frozenMs == null || slowMs == 0
        ? 0
        : (1 - bad.lostWeight()) * Math.min(1, frozenMs.getOrDefault("p99", 0.0) / slowMs);
  }

  private FailureMode keeperOfProcessors() {
    double whole = BadTime.sum(point.breakdownMs());
    double inSyscalls = point.breakdownMs().getOrDefault("syscall", 0.0);
    if (!room.isFull() && whole > 0 && inSyscalls >= Thresholds.MUCH_IN_SYSCALLS * whole) {
      return FailureMode.BLOCKED_SYSCALLS;
    }
    boolean coresLeft = room.used() < Thresholds.FULL * room.left();
    if (room.bound() == Bound.GOMAXPROCS && coresLeft) {
      return FailureMode.GOMAXPROCS_TOO_LOW;
    }
    return room.isFull() ? FailureMode.CPU_SATURATION : FailureMode.CPU_CONTENTION;
  }
}
