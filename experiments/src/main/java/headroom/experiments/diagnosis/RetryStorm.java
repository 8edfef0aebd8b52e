package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients ask again, and the server works for those that have gone. */
final class RetryStorm implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.RETRY_STORM);
    PointResult figures = point.figures();
    Long retried = figures.retried();
    if (retried == null || !point.isWorthNaming(share, 0)) {
      return null;
    }
    String evidence =
        new Evidence(point)
            .say("earlier attempts and their queue are " + point.explained(share))
            .say(
                FigureText.number(1 + (double) retried / figures.offered())
                    + " attempts for each request")
            .say(
                FigureText.rate(figures.throughputPerS())
                    + " of "
                    + FigureText.rate(figures.offeredPerS())
                    + " complete")
            .metric("in_queue", "max")
            .cores()
            .text();
    return new Suspect(
        FailureMode.RETRY_STORM,
        null,
        share,
        evidence,
        "Bound retries (clients.retryBudget: 10%, clients.retries: 0 to see the difference), and"
            + " stop working for clients that have gone (server.deadline no longer than"
            + " clients.timeout).",
        List.of(Changes.one("clients.retryBudget", "10%"), Changes.one("clients.retries", 0L)));
  }
}
