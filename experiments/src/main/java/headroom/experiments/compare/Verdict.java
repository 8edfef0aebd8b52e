package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.run.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of a comparison in a few sentences. */
final class Verdict {
  private static final List<String> HEADLINES =
      List.of(
          Metric.P99.path(),
          Metric.P50.path(),
          Metric.THROUGHPUT.path(),
          Metric.REJECTED_SHARE.path());

  private final double threshold;
  private final String shared;

  /**
   * @param threshold relative change below which a difference does not matter
   * @param shared what both sides have in common, in words
   */
  Verdict(double threshold, String shared) {
    this.threshold = threshold;
    this.shared = shared;
  }

  /** The sentences, the most important first. */
  List<String> of(
      Map<String, Object> change,
      int pairs,
      PointResult base,
      PointResult changed,
      List<MetricDifference> metrics) {
    List<String> sentences = new ArrayList<>();
    sentences.add(overall(subject(change), metrics));
    for (String path : HEADLINES) {
      metrics.stream()
          .filter(metric -> metric.metric().equals(path))
          .forEach(metric -> sentences.add(capitalized(metric.sentence()) + "."));
    }
    addStability(sentences, "base", base);
    addStability(sentences, "change", changed);
    String slo = sloSentence(base.slo(), changed.slo());
    if (slo != null) {
      sentences.add(slo);
    }
    sentences.add(
        "Brackets are 95% intervals over " + pairs + " paired replications with " + shared + ".");
    return sentences;
  }

  private String overall(String subject, List<MetricDifference> metrics) {
    if (metrics.isEmpty()) {
      return subject + " cannot be judged: requests did not complete in every replication.";
    }
    String better = labels(metrics, Effect.BETTER);
    String worse = labels(metrics, Effect.WORSE);
    if (better.isEmpty() && worse.isEmpty()) {
      if (metrics.stream().anyMatch(metric -> metric.effect() == Effect.NEGLIGIBLE)) {
        return subject
            + " makes no difference that matters ("
            + FigureText.percent(threshold)
            + " or more).";
      }
      return subject + " makes no difference that can be told from chance.";
    }
    if (worse.isEmpty()) {
      return subject + " makes the service better (" + better + ").";
    }
    if (better.isEmpty()) {
      return subject + " makes the service worse (" + worse + ").";
    }
    return subject + " is a trade: better " + better + ", worse " + worse + ".";
  }

  private static String subject(Map<String, Object> change) {
    return change.isEmpty()
        ? "The second experiment"
        : "Setting "
            + change.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
  }

  private static String labels(List<MetricDifference> metrics, Effect effect) {
    return metrics.stream()
        .filter(metric -> metric.effect() == effect)
        .map(MetricDifference::label)
        .collect(Collectors.joining(", "));
  }

  private static void addStability(List<String> sentences, String side, PointResult point) {
    if (!point.stability().stationary()) {
      sentences.add(
          "Caution: the " + side + " is not stationary: " + point.stability().reason() + ".");
    }
  }

  private static @Nullable String sloSentence(
      @Nullable SloVerdict base, @Nullable SloVerdict changed) {
    if (changed == null) {
      return null;
    }
    if (changed.met()) {
      return base == null || base.met()
          ? "The change meets the SLO."
          : "The change meets the SLO, which the base misses.";
    }
    String misses = String.join("; ", changed.misses());
    return base != null && base.met()
        ? "The change misses the SLO, which the base meets: " + misses + "."
        : "The change misses the SLO: " + misses + ".";
  }

  private static String capitalized(String sentence) {
    return sentence.startsWith("the ") ? "T" + sentence.substring(1) : sentence;
  }
}
