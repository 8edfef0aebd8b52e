package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The step that takes most of the latency and the resource that is waited for most, in words. */
final class Culprits {
  /** Of one step alone there is nothing to say. */
  private static final int STEPS_TO_CHOOSE_FROM = 2;

  /** A wait below this share of the mean latency is not worth a sentence. */
  private static final double WORTH_A_SENTENCE = 0.05;

  private static final String WORKERS = "server workers";

  private static final String QUEUE = "queue";

  private Culprits() {}

  /** Sentences; none if no step and no resource stands out. */
  static List<String> of(PointResult point) {
    List<String> sentences = new ArrayList<>();
    List<StepShare> steps =
        StepShare.of(point).stream()
            .filter(s -> s.depth() == 0 && Double.isFinite(s.share()))
            .toList();
    if (steps.size() >= STEPS_TO_CHOOSE_FROM && steps.get(0).share() >= WORTH_A_SENTENCE) {
      StepShare most = steps.get(0);
      sentences.add(
          "Of the steps, "
              + most.label()
              + " takes most: "
              + FigureText.roughPercent(most.share())
              + " of the latency, each time "
              + FigureText.time(most.result().waitMs().mean())
              + " of waiting and "
              + FigureText.time(most.result().serviceMs().mean())
              + " of its own.");
    }
    Map<String, ResourceResult> resources =
        point.byResource() == null ? Map.of() : point.byResource();
    resources.entrySet().stream()
        .map(entry -> Wait.of(entry.getKey(), entry.getValue(), point))
        .filter(wait -> wait.meanMs > WORTH_A_SENTENCE * point.latencyMs().mean())
        .max(Comparator.comparingDouble(Wait::meanMs))
        .ifPresent(wait -> sentences.add(wait.sentence()));
    return sentences;
  }

  /** What is waited for, and for how long, ms. */
  private record Wait(String name, ResourceResult resource, double meanMs, double atP99Ms) {
    /**
     * Requests wait for workers while every worker has one; until a free one has got a P they wait
     * for that, which more workers do not shorten.
     */
    static Wait of(String name, ResourceResult resource, PointResult point) {
      if (name.equals(WORKERS)) {
        double atP99Ms = point.breakdownP99Ms().getOrDefault(QUEUE, 0.0);
        return new Wait(name, resource, point.breakdownMs().getOrDefault(QUEUE, 0.0), atP99Ms);
      }
      double mean = resource.waitMs().mean();
      return new Wait(name, resource, Double.isFinite(mean) ? mean : 0, resource.waitMs().p99());
    }

    String sentence() {
      return "Most waited for is "
          + name
          + ": "
          + FigureText.time(meanMs)
          + " on average, "
          + FigureText.time(atP99Ms)
          + (name.equals(WORKERS) ? " in the slowest 1%" : " at the P99")
          + inUse(resource)
          + ".";
    }
  }

  private static String inUse(ResourceResult resource) {
    return Double.isFinite(resource.utilization())
        ? "; it is " + FigureText.percent(resource.utilization()) + " in use"
        : "";
  }
}
