package headroom.experiments.diagnosis;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What takes much of the CPU without being a request: goroutines that range over tickers, or a step
 * that computes in a consumer of a channel or in a goroutine that nobody waits for.
 *
 * @param evidence what it uses, in words
 * @param advice how it uses less, in sentences
 * @param changes settings without it; empty if no key of the file says it
 */
record BackgroundCpu(String evidence, String advice, List<Map<String, Object>> changes) {
  private static final double S_PER_MS = 1e-3;

  /** The same suspect, which is about the CPU, with what uses much of it beside the requests. */
  static Suspect named(DiagnosedPoint point, Suspect cpu) {
    BackgroundCpu background = of(point);
    if (background == null) {
      return cpu;
    }
    List<Map<String, Object>> changes = new ArrayList<>(background.changes());
    changes.addAll(cpu.changes());
    return new Suspect(
        cpu.mode(),
        cpu.subject(),
        cpu.share(),
        cpu.evidence() + "; " + background.evidence(),
        background.advice() + " " + cpu.advice(),
        changes);
  }

  /** What uses most; null if none uses much of what the process does. */
  private static @Nullable BackgroundCpu of(DiagnosedPoint point) {
    double least = Thresholds.MUCH_BESIDE * point.room().used();
    double tickers = point.metric("ticker_cpu", "per_s");
    Map.Entry<String, StepResult> step = mostComputing(point);
    double beside = step == null ? 0 : coresOf(point, step.getValue());
    if (tickers >= least && tickers >= beside) {
      return ofTickers(point, tickers);
    }
    return step != null && beside > 0 && beside >= least ? ofStep(point, step, beside) : null;
  }

  private static BackgroundCpu ofTickers(DiagnosedPoint point, double cores) {
    long count = Math.round(point.metric("tickers", "max"));
    boolean fromTheStart = point.scenario().process().tickers() > 0;
    return new BackgroundCpu(
        FigureText.count(count)
            + (count == 1 ? " ticker computes " : " tickers compute ")
            + of(cores, point)
            + ", and waking them takes more",
        "Stop the tickers that nobody needs: defer ticker.Stop(), and a context or a done channel"
            + " that ends the goroutine, or one ticker for all.",
        fromTheStart ? List.of(Changes.one(Changes.TICKERS, 0L)) : List.of());
  }

  private static BackgroundCpu ofStep(
      DiagnosedPoint point, Map.Entry<String, StepResult> step, double cores) {
    return new BackgroundCpu(
        "step \"" + step.getKey() + "\", which no request waits for, computes " + of(cores, point),
        "Let the goroutines beside the requests compute less, or seldomer (step \""
            + step.getKey()
            + "\").",
        List.of());
  }

  private static String of(double cores, DiagnosedPoint point) {
    return FigureText.number(cores)
        + " of the "
        + FigureText.number(point.room().used())
        + " cores used";
  }

  private static Map.@Nullable Entry<String, StepResult> mostComputing(DiagnosedPoint point) {
    Map.Entry<String, StepResult> most = null;
    for (Map.Entry<String, StepResult> step : point.steps().entrySet()) {
      boolean computes = step.getValue().kind().matches("(cpu|op)( .*)?");
      if (computes
          && step.getValue().beside() != null
          && (most == null || coresOf(point, step.getValue()) > coresOf(point, most.getValue()))) {
        most = step;
      }
    }
    return most;
  }

  /** Cores that all executions of {@code step} use; 0 if there was none. */
  private static double coresOf(DiagnosedPoint point, StepResult step) {
    PointResult figures = point.figures();
    double measuredS = figures.durationS() * figures.replications();
    return step.count() == 0 ? 0 : step.count() * step.serviceMs().mean() * S_PER_MS / measuredS;
  }
}
