package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests wait for Ps that threads in system calls still hold, until sysmon takes them away, or
 * are in system calls themselves.
 */
final class BlockedSyscalls implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double inside = point.bad().share("syscall");
    double share = Math.min(1, inside + point.share(FailureMode.BLOCKED_SYSCALLS));
    boolean waits =
        point.isWorthNaming(point.share(FailureMode.BLOCKED_SYSCALLS), Thresholds.WAKE_UP_MS);
    if (!waits && !(inside >= Thresholds.MUCH_IN_SYSCALLS)) {
      return null;
    }
    String evidence =
        new Evidence(point)
            .say(
                "in system calls, and waiting for a P while others are, is "
                    + point.explained(share))
            .say("threads up to " + FigureText.count(point.figures().runtime().threadsMax()))
            .metric("/sched/goroutines/not-in-go:goroutines", "max")
            .metric("/sched/latencies:seconds", "p99")
            .cores()
            .text();
    return new Suspect(
        FailureMode.BLOCKED_SYSCALLS,
        null,
        share,
        evidence,
        "Bound how many are in system calls at once (server.workers, or a semaphore around the"
            + " step), use calls that the network poller can wait for, or add Ps"
            + " (runtime.gomaxprocs).",
        changes(point, waits));
  }

  private static List<Map<String, Object>> changes(DiagnosedPoint point, boolean waits) {
    List<Map<String, Object>> changes = new ArrayList<>();
    if (waits) {
      changes.add(Changes.one(Changes.GOMAXPROCS, 4L * point.room().gomaxprocs()));
    }
    return changes;
  }
}
