package headroom.reports.words;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The step that takes most of the latency and the resource that is waited for most, in words. */
final class Culprits {
  /** Of one step alone there is nothing to say. */
  private static final int STEPS_TO_CHOOSE_FROM = 2;

  /** A wait below this share of the mean latency is not worth a sentence. */
  private static final double WORTH_A_SENTENCE = 0.05;

  private static final String WORKERS = "server workers";

  /** Workers that are used less hardly ever all have a request. */
  private static final double HARDLY_USED = 0.05;

  /** What it takes at most until a request is noticed and a sleeping thread runs, ms. */
  private static final double WAKE_UP_MS = 0.5;

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
    mostWaitedFor(point)
        .ifPresent(
            entry ->
                sentences.add(
                    "Most waited for is "
                        + entry.getKey()
                        + ": "
                        + FigureText.time(entry.getValue().waitMs().mean())
                        + " on average, "
                        + FigureText.time(entry.getValue().waitMs().p99())
                        + " at the P99"
                        + inUse(entry.getValue())
                        + whatTheWaitIs(entry)
                        + "."));
    return sentences;
  }

  private static Optional<Map.Entry<String, ResourceResult>> mostWaitedFor(PointResult point) {
    Map<String, ResourceResult> resources =
        point.byResource() == null ? Map.of() : point.byResource();
    return resources.entrySet().stream()
        .filter(entry -> waitMs(entry.getValue()) > WORTH_A_SENTENCE * point.latencyMs().mean())
        .max(Comparator.comparingDouble(entry -> waitMs(entry.getValue())));
  }

  private static double waitMs(ResourceResult resource) {
    double mean = resource.waitMs().mean();
    return Double.isFinite(mean) ? mean : 0;
  }

  /**
   * The wait for workers ends when one has the request. In an idle process that is the time in
   * which the network is noticed and a thread wakes up, which more workers do not shorten.
   */
  private static String whatTheWaitIs(Map.Entry<String, ResourceResult> waited) {
    ResourceResult resource = waited.getValue();
    return waited.getKey().equals(WORKERS)
            && resource.utilization() < HARDLY_USED
            && resource.waitMs().mean() < WAKE_UP_MS
        ? ", so that most of this is the time until a request is noticed and a sleeping thread runs"
        : "";
  }

  private static String inUse(ResourceResult resource) {
    return Double.isFinite(resource.utilization())
        ? "; it is " + FigureText.percent(resource.utilization()) + " in use"
        : "";
  }
}
