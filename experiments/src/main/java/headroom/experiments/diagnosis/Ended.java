package headroom.experiments.diagnosis;

import headroom.experiments.result.Crash;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.HeapLimit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process has ended: a deadlock, too many threads, a panic. Not for want of memory. */
final class Ended implements Rule {
  private static final double MS_PER_S = 1e3;
  private static final String DEADLOCK = "all goroutines are asleep";
  private static final String THREADS = "thread exhaustion";

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    Crash crash = point.figures().crash();
    if (crash == null || HeapLimit.isKilled(point.figures())) {
      return null;
    }
    boolean deadlock = crash.fatalError().contains(DEADLOCK);
    String evidence =
        new Evidence(point)
            .say("\"" + crash.fatalError() + "\" after " + FigureText.time(crash.atS() * MS_PER_S))
            .say("goroutines then: " + goroutines(crash.goroutines()))
            .sayIf(
                !deadlock,
                "threads up to " + FigureText.count(point.figures().runtime().threadsMax()))
            .text();
    return new Suspect(
        deadlock ? FailureMode.DEADLOCK : FailureMode.CRASH,
        null,
        1,
        evidence,
        deadlock
            ? "Whoever holds one of what is waited for must not wait for another of the same, or"
                + " must give up: a timeout, a maxWait, a deadline (server.deadline)."
            : crash.fatalError().contains(THREADS)
                ? "Bound how many goroutines are in system calls or C code at once, with"
                    + " server.workers or a semaphore: each holds a thread."
                : "The message says what is not handled.",
        List.of());
  }

  private static String goroutines(Map<String, Integer> byReason) {
    return byReason.entrySet().stream()
        .map(entry -> FigureText.count(entry.getValue()) + " [" + entry.getKey() + "]")
        .collect(Collectors.joining(", "));
  }
}
