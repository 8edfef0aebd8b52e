package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.model.client.ClientSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests that do not complete, by how they end. Why they do is another finding. */
final class Losses implements Rule {
  private static final double NS_PER_MS = 1e6;

  private static final String REJECTED = "rejected";
  private static final String CLIENT_TIMEOUT = "client_timeout";

  private final FailureMode mode;

  private Losses(FailureMode mode) {
    this.mode = mode;
  }

  static Rule rejections() {
    return new Losses(FailureMode.REJECTIONS);
  }

  static Rule clientTimeouts() {
    return new Losses(FailureMode.CLIENT_TIMEOUTS);
  }

  static Rule failures() {
    return new Losses(FailureMode.FAILED_REQUESTS);
  }

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share =
        switch (mode) {
          case REJECTIONS -> point.lost(REJECTED);
          case CLIENT_TIMEOUTS -> point.lost(CLIENT_TIMEOUT);
          default -> failed(point);
        };
    if (share < Thresholds.LOST) {
      return null;
    }
    return switch (mode) {
      case REJECTIONS -> rejected(point, share);
      case CLIENT_TIMEOUTS -> givenUp(point, share);
      default -> failed(point, share);
    };
  }

  private static Suspect rejected(DiagnosedPoint point, double share) {
    long capacity = point.scenario().server().queueCapacity();
    return new Suspect(
        FailureMode.REJECTIONS,
        null,
        share,
        new Evidence(point)
            .say(
                FigureText.percent(share)
                    + " of the requests find the queue of "
                    + FigureText.count(capacity)
                    + " full")
            .metric("in_queue", "mean")
            .metric("busy_workers", "mean")
            .text(),
        "The queue sheds what is too much. Where it is full only in bursts, a longer one"
            + " (server.queue) loses fewer for some more latency; where it is always full, only more"
            + " of what the requests wait for helps.",
        List.of(Changes.one("server.queue", 4 * Math.max(1, capacity))));
  }

  private static Suspect givenUp(DiagnosedPoint point, double share) {
    ClientSettings clients = point.scenario().clients();
    List<Map<String, Object>> changes = new ArrayList<>();
    if (point.scenario().server().deadlineNs() > clients.timeoutNs()) {
      String timeout = clients.timeoutNs() / NS_PER_MS + "ms";
      changes.add(Changes.one("server.deadline", timeout.replace(".0ms", "ms")));
    }
    return new Suspect(
        FailureMode.CLIENT_TIMEOUTS,
        null,
        share,
        new Evidence(point)
            .say(
                FigureText.percent(share)
                    + " of the requests are given up after "
                    + FigureText.time(clients.timeoutNs() / NS_PER_MS))
            .say(
                "half of those that complete take "
                    + FigureText.time(point.figures().latencyMs().p50())
                    + ", 1% more than "
                    + FigureText.time(point.figures().latencyMs().p99()))
            .text(),
        "Shorten what they wait for; a longer clients.timeout only hides it. A server.deadline of"
            + " the same length stops work for clients that have gone.",
        changes);
  }

  private static Suspect failed(DiagnosedPoint point, double share) {
    Map<String, Long> reasons =
        point.figures().failedBy() == null ? Map.of() : point.figures().failedBy();
    Evidence evidence =
        new Evidence(point).say(FigureText.percent(share) + " of the requests fail in the server");
    reasons.forEach(
        (reason, count) ->
            evidence.sayIf(isFailure(reason), FigureText.count(count) + " by " + reason));
    point
        .steps()
        .forEach(
            (name, step) -> {
              long count =
                  (step.timeouts() == null ? 0 : step.timeouts())
                      + (step.errors() == null ? 0 : step.errors());
              evidence.sayIf(
                  count > 0, "step \"" + name + "\" failed " + FigureText.count(count) + " times");
            });
    return new Suspect(
        FailureMode.FAILED_REQUESTS,
        null,
        share,
        evidence.text(),
        "Look first at what they waited for. Limits (server.deadline, timeout of a step, maxWait of"
            + " a pool) below what a request needs end it whatever else is done.",
        List.of());
  }

  private static double failed(DiagnosedPoint point) {
    Map<String, Long> reasons =
        point.figures().failedBy() == null ? Map.of() : point.figures().failedBy();
    return reasons.keySet().stream().filter(Losses::isFailure).mapToDouble(point::lost).sum();
  }

  private static boolean isFailure(String reason) {
    return !reason.equals(REJECTED) && !reason.equals(CLIENT_TIMEOUT);
  }
}
