package headroom.experiments.compare;

import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The answer of a ranking in a few sentences. */
final class RankingWords {
  private final Ranking ranking;
  private final List<Side> sides;
  private final double threshold;

  /** For {@code sides}, the base first. */
  RankingWords(Ranking ranking, List<Side> sides, double threshold) {
    this.ranking = ranking;
    this.sides = sides;
    this.threshold = threshold;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    List<String> first = new ArrayList<>();
    for (Side side : ranking.order()) {
      Integer rank = ranking.rank(side);
      if (rank != null && rank == 1) {
        first.add(name(side));
      }
    }
    Side best = ranking.order().get(0);
    boolean holds = Ranking.holds(best.result());
    String p99 = " (P99 " + FigureText.time(best.result().latencyMs().p99()) + ")";
    if (!holds) {
      sentences.add(
          "None of them holds: each misses the SLO, is not steady or crashes; "
              + name(best)
              + p99
              + " comes nearest.");
    } else if (first.size() == 1) {
      sentences.add("Best is " + first.get(0) + p99 + ".");
    } else {
      sentences.add(
          "Best are "
              + String.join("; ", first)
              + p99
              + ": their P99 differ within chance or by less than "
              + FigureText.percent(threshold)
              + ".");
    }
    sentences.add(
        "Ranked by P99, after whether the SLO is met, the run is steady and requests are lost; a"
            + " shared rank cannot be told apart.");
    addUnranked(sentences);
    Set<String> shared = new LinkedHashSet<>();
    for (Side side : sides.subList(1, sides.size())) {
      String same =
          CommonNumbers.of(sides.get(0).experiment().scenario(), side.experiment().scenario());
      shared.add(same);
    }
    String pairs = String.valueOf(sides.get(0).result().replications());
    sentences.add(
        Verdict.brackets(sides.size() - 1)
            + pairs
            + " paired replications with "
            + String.join(", or else ", shared)
            + ".");
    return sentences;
  }

  private void addUnranked(List<String> sentences) {
    List<String> unranked =
        sides.stream().filter(s -> ranking.rank(s) == null).map(RankingWords::name).toList();
    if (!unranked.isEmpty()) {
      sentences.add(
          "Not ranked, because the load is another: " + String.join("; ", unranked) + ".");
    }
  }

  private static String name(Side side) {
    Map<String, Object> change = side.result().parameters();
    return change.isEmpty()
        ? "the base"
        : change.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
