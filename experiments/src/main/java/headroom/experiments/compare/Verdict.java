package headroom.experiments.compare;

import headroom.experiments.result.ComparisonResult.Effect;
import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.PointResult.SloVerdict;
import headroom.experiments.run.Metric;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** More are seen better in the table. */
  private static final int MOST_COMPONENTS = 3;

  private static final String VERSION = "runtime.version";

  private final double threshold;
  private final Side base;
  private final Side changed;
  private final int together;

  /**
   * @param threshold relative change below which a difference does not matter
   * @param together changes whose intervals of a figure hold at once
   */
  Verdict(double threshold, Side base, Side changed, int together) {
    this.threshold = threshold;
    this.base = base;
    this.changed = changed;
    this.together = together;
  }

  /** The sentences, the most important first. */
  List<String> of(Map<String, Object> change, List<MetricDifference> metrics) {
    List<String> sentences = new ArrayList<>();
    List<MetricDifference> service = metrics.stream().filter(metric -> !metric.isOfPart()).toList();
    sentences.add(overall(subject(change), service));
    for (String path : HEADLINES) {
      metrics.stream()
          .filter(metric -> metric.metric().equals(path))
          .forEach(metric -> sentences.add(capitalized(metric.sentence()) + "."));
    }
    addComponents(sentences, metrics);
    addProcessors(sentences, change);
    addStability(sentences, "base", base.result());
    addStability(sentences, "change", changed.result());
    String slo = sloSentence(base.result().slo(), changed.result().slo());
    if (slo != null) {
      sentences.add(slo);
    }
    String shared = CommonNumbers.of(base.experiment().scenario(), changed.experiment().scenario());
    int pairs = base.result().replications();
    sentences.add(brackets(together) + pairs + " paired replications with " + shared + ".");
    return sentences;
  }

  /** What stands in brackets, up to the number of pairs. */
  static String brackets(int together) {
    return together == 1
        ? "Brackets are 95% intervals over "
        : "Brackets are 95% intervals, each figure's for all "
            + together
            + " changes together, over ";
  }

  private String overall(String subject, List<MetricDifference> metrics) {
    if (metrics.isEmpty()) {
      return subject + " cannot be judged: requests did not complete in every replication.";
    }
    if (!CommonNumbers.sameLoad(base.experiment().scenario(), changed.experiment().scenario())) {
      return ofLoad(subject, metrics);
    }
    String better = labels(metrics, Effect.BETTER);
    String worse = labels(metrics, Effect.WORSE);
    if (better.isEmpty() && worse.isEmpty()) {
      String other = labels(metrics, Effect.CHANGED);
      if (!other.isEmpty()) {
        return subject
            + " makes the service neither better nor worse; what changes: "
            + other
            + ".";
      }
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

  /** More load is not a better service, nor is less. */
  private String ofLoad(String subject, List<MetricDifference> metrics) {
    double before = base.result().offeredPerS();
    double after = changed.result().offeredPerS();
    String load =
        Math.abs(after - before) < threshold * before
            ? " changes how requests come, at about the same rate of " + FigureText.rate(before)
            : " changes the load from " + FigureText.rate(before) + " to " + FigureText.rate(after);
    String lower = moved(metrics, -1);
    String higher = moved(metrics, 1);
    String figures =
        lower.isEmpty() && higher.isEmpty()
            ? "no figure differs by " + FigureText.percent(threshold) + " or more"
            : (higher.isEmpty() ? "" : "higher " + higher)
                + (lower.isEmpty() || higher.isEmpty() ? "" : "; ")
                + (lower.isEmpty() ? "" : "lower " + lower);
    return subject + load + ", so that nothing is called better or worse: " + figures + ".";
  }

  private static String moved(List<MetricDifference> metrics, int sign) {
    return metrics.stream()
        .filter(metric -> metric.effect() == Effect.CHANGED)
        .filter(metric -> Math.signum(metric.difference()) == sign)
        .map(MetricDifference::label)
        .collect(Collectors.joining(", "));
  }

  /** Where the difference of the mean comes from. */
  private static void addComponents(List<String> sentences, List<MetricDifference> metrics) {
    List<MetricDifference> parts =
        metrics.stream()
            .filter(metric -> metric.metric().startsWith(Yardstick.COMPONENT))
            .filter(metric -> metric.effect() == Effect.CHANGED)
            .sorted(Comparator.comparingDouble(m -> -Math.abs(m.difference())))
            .limit(MOST_COMPONENTS)
            .toList();
    if (!parts.isEmpty()) {
      sentences.add(
          "Of a request's time on average changes: "
              + parts.stream().map(Verdict::part).collect(Collectors.joining(", "))
              + ".");
    }
  }

  private static String part(MetricDifference metric) {
    String name = metric.metric().substring(Yardstick.COMPONENT.length()).replace('_', ' ');
    String sign = metric.difference() < 0 ? "-" : "+";
    return name + " " + sign + FigureText.time(Math.abs(metric.difference()));
  }

  /** Another machine, limit or Go version may have another GOMAXPROCS, without a word of it. */
  private void addProcessors(List<String> sentences, Map<String, Object> change) {
    int before = base.experiment().scenario().runtime().gomaxprocs();
    int after = changed.experiment().scenario().runtime().gomaxprocs();
    String from = before + " (" + base.experiment().gomaxprocsReason() + ")";
    String to = after + " (" + changed.experiment().gomaxprocsReason() + ")";
    String versionBefore = base.experiment().scenario().runtime().version();
    String versionAfter = changed.experiment().scenario().runtime().version();
    boolean silent = !change.containsKey("runtime.gomaxprocs") && before != after;
    if (silent) {
      sentences.add("GOMAXPROCS is " + from + " before and " + to + " after.");
    }
    if (change.containsKey(VERSION) || !versionBefore.equals(versionAfter)) {
      sentences.add(
          "Of a Go version only its default GOMAXPROCS is modelled"
              + (before == after ? ", which is " + from + " on both sides" : "")
              + "; scheduler and collector are those of Go 1.26.");
    }
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
