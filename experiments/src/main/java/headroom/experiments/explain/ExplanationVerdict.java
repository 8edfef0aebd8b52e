package headroom.experiments.explain;

import headroom.experiments.result.Explanation.Outcome;
import headroom.experiments.result.Explanation.Tried;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.Finding;
import headroom.experiments.result.PointResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The answer of an explanation in a few sentences. */
final class ExplanationVerdict {
  /** A P99 at most this part of another is worth a few more requests lost to many. */
  private static final double MUCH_LOWER = 0.5;

  private ExplanationVerdict() {}

  /**
   * A change with what the service does after it.
   *
   * @param after it, over all replications
   */
  record Ranked(Tried tried, PointResult after) {
    double p99Ms() {
      return after.latencyMs().p99();
    }

    boolean meetsSlo() {
      return after.slo() != null && after.slo().met();
    }

    /** The share of the requests that did not complete. */
    double lost() {
      return after.offered() == 0 ? 0 : 1 - (double) after.completed() / after.offered();
    }

    /** {@code server.workers=16}. */
    String settings() {
      return tried.change().entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(" and "));
    }
  }

  /** The sentences on {@code findings} and on what was tried because of them, the best first. */
  static List<String> of(List<Finding> findings, List<Ranked> inOrder) {
    if (findings.isEmpty()) {
      return List.of("Nothing is wrong: the worst requests hardly wait, and none is lost.");
    }
    List<String> sentences = new ArrayList<>();
    Finding first = findings.get(0);
    sentences.add(
        "Most to blame: " + first.title() + " (" + first.id() + of(first.subject()) + ").");
    List<Ranked> helping =
        inOrder.stream().filter(ranked -> ranked.tried().outcome() == Outcome.HELPS).toList();
    if (!helping.isEmpty()) {
      sentences.add(best(helping));
    } else if (!inOrder.isEmpty()) {
      sentences.add(
          "Of what was tried ("
              + inOrder.stream().map(Ranked::settings).collect(Collectors.joining("; "))
              + "), nothing helps without making something else worse.");
    } else {
      FailureMode mode = FailureMode.of(first.id());
      sentences.add(
          mode == null || mode == FailureMode.SLOW_DEPENDENCY
              ? "No setting of the file changes that."
              : "No setting of the file was worth trying: it takes work on the program.");
    }
    return sentences;
  }

  private static String of(@Nullable String subject) {
    return subject == null ? "" : ", " + subject;
  }

  /** Where another one loses more, but is much faster, only an SLO could say which is better. */
  private static String best(List<Ranked> helping) {
    Ranked best = helping.get(0);
    Ranked fastest =
        helping.stream()
            .filter(ranked -> EffectWords.isOrderly(ranked.after()))
            .min(Comparator.comparingDouble(Ranked::p99Ms))
            .orElse(best);
    if (best.meetsSlo() || !(fastest.p99Ms() <= MUCH_LOWER * best.p99Ms())) {
      return "Of what was tried, best is " + best.settings() + ": " + best.tried().inWords() + ".";
    }
    return "Of what was tried, fewest requests are lost with "
        + best.settings()
        + " ("
        + figures(best)
        + "), and fewer are slow with "
        + fastest.settings()
        + " ("
        + figures(fastest)
        + "); "
        + (best.after().slo() == null
            ? "which is better an SLO (slo:) would say."
            : "neither meets the SLO.");
  }

  private static String figures(Ranked ranked) {
    return FigureText.percent(ranked.lost()) + " lost, P99 " + FigureText.time(ranked.p99Ms());
  }
}
