package headroom.experiments.diagnosis;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.model.service.ServerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** More requests arrive than are completed, so that there is no steady state. */
final class Overload implements Rule {
  /** Queued requests for each worker that bound a wait to about as many times their own. */
  private static final long QUEUED_PER_WORKER = 4;

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    PointResult figures = point.figures();
    Double growth = figures.stability().queueGrowthPerS();
    if (growth == null || !point.isOverloaded()) {
      return null;
    }
    double share =
        figures.offeredPerS() > 0
            ? Math.max(0, Math.min(1, 1 - figures.throughputPerS() / figures.offeredPerS()))
            : 0;
    List<Ceiling> ceilings = Ceilings.of(point.scenario());
    boolean tooMuch = !ceilings.isEmpty() && ceilings.get(0).share() >= 1;
    Evidence evidence =
        new Evidence(point)
            .say(
                FigureText.rate(figures.throughputPerS())
                    + " of "
                    + FigureText.rate(figures.offeredPerS())
                    + " complete, requests in the system grow by "
                    + FigureText.rate(growth))
            .metric("in_system", "max");
    if (tooMuch) {
      Ceiling first = ceilings.get(0);
      evidence.say(
          "the load needs "
              + FigureText.number(first.needed())
              + " of "
              + first.resource()
              + ", there "
              + (first.available() == 1 ? "is " : "are ")
              + FigureText.number(first.available()));
    }
    return new Suspect(
        FailureMode.OVERLOAD,
        tooMuch ? ceilings.get(0).resource() : null,
        share,
        evidence.text(),
        "Add what is full, or take less: a bounded queue that rejects (server.queue, whenFull:"
            + " reject) keeps the latency of the requests that are taken; --load 60% shows the"
            + " service below its limit.",
        changes(point));
  }

  private static List<Map<String, Object>> changes(DiagnosedPoint point) {
    ServerSettings server = point.scenario().server();
    if (server.workers() == ServerSettings.UNBOUNDED) {
      return List.of();
    }
    Map<String, Object> shed = new LinkedHashMap<>();
    shed.put("server.queue", QUEUED_PER_WORKER * server.workers());
    shed.put("server.whenFull", "reject");
    return List.of(shed);
  }
}
