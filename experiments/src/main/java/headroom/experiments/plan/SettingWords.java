package headroom.experiments.plan;

import headroom.experiments.plan.SettingPlanner.Costed;
import headroom.experiments.result.ChoiceResult;
import headroom.experiments.result.ChoiceResult.Chosen;
import headroom.experiments.result.ChoiceResult.Tried;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the cheapest setting is, in sentences. */
final class SettingWords {
  /** Below this probability the choice among settings of one size is open. */
  private static final double SETTLED = 0.8;

  /** Settings of the front that are named; the page has them all. */
  private static final int MOST_UNBEATEN = 4;

  private final ChoiceResult choice;
  private final List<Costed> tried;

  /**
   * The words for {@code choice}.
   *
   * @param tried what was simulated, the cheapest first
   */
  SettingWords(ChoiceResult choice, List<Costed> tried) {
    this.choice = choice;
    this.tried = tried;
  }

  /** The sentences, the answer first. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Chosen chosen = choice.chosen();
    String load = FigureText.percent(choice.asked()) + " of the load";
    if (chosen == null) {
      sentences.add(
          "None of the " + choice.settings() + " settings meets the SLO at " + load + ".");
      Costed nearest = nearest(Double.POSITIVE_INFINITY);
      if (nearest != null) {
        sentences.add("The nearest is " + missed(nearest) + ".");
      }
    } else {
      sentences.add(
          "The cheapest setting that meets the SLO at "
              + load
              + " is "
              + setting(chosen.setting())
              + (chosen.cost() > 0 ? ", at a cost of " + FigureText.number(chosen.cost()) : "")
              + ": P99 "
              + FigureText.time(chosen.p99Ms())
              + (chosen.sure() ? "." : "; a 95% interval still holds a limit."));
      sentences.add(room(chosen));
      LoadWords.memory(chosen.busiest()).ifPresent(sentences::add);
      Costed cheaper = nearest(chosen.cost());
      if (cheaper != null) {
        sentences.add("Of what is cheaper, the nearest is " + missed(cheaper) + ".");
      }
    }
    unbeaten().ifPresent(sentences::add);
    sentences.add(effort());
    return sentences;
  }

  /** What else one might want: less P99 or memory for more cost. */
  private Optional<String> unbeaten() {
    List<Tried> front = choice.tried().stream().filter(Tried::unbeaten).toList();
    if (front.size() < 2) {
      return Optional.empty();
    }
    boolean memory = front.stream().anyMatch(tried -> tried.memoryBytes() != null);
    String more =
        front.size() > MOST_UNBEATEN ? "; " + (front.size() - MOST_UNBEATEN) + " more" : "";
    return Optional.of(
        "Of those that were simulated none is better at once in cost"
            + (memory ? ", P99 and memory" : " and P99")
            + " than "
            + front.stream()
                .limit(MOST_UNBEATEN)
                .map(SettingWords::figures)
                .collect(Collectors.joining("; "))
            + more
            + ".");
  }

  private static String figures(Tried tried) {
    Long bytes = tried.memoryBytes();
    return setting(tried.setting())
        + " (cost "
        + FigureText.number(tried.cost())
        + ", P99 "
        + FigureText.time(tried.p99Ms())
        + (bytes == null ? "" : ", " + FigureText.size((double) bytes))
        + ")";
  }

  private String room(Chosen chosen) {
    String resource = LoadWords.resource(chosen.busiest().resource());
    double share = chosen.busiest().share();
    String busy = resource + ", " + FigureText.roughPercent(share) + " busy";
    if (share < LoadPlanner.EDGE) {
      return "Nearest to saturation there is "
          + busy
          + ": "
          + LoadWords.more(1 / share - 1)
          + " more load would fill it.";
    }
    String edge = "That is the edge of saturation (" + busy + "): a little more load breaks it. ";
    for (Costed each : tried) {
      Chosen other = each.figures();
      if (other.sure() && other.busiest().share() < LoadPlanner.EDGE) {
        return edge
            + setting(other.setting())
            + " has room, at a cost of "
            + FigureText.number(other.cost())
            + " ("
            + LoadWords.resource(other.busiest().resource())
            + " "
            + FigureText.roughPercent(other.busiest().share())
            + " busy).";
      }
    }
    return edge + "No setting that was simulated has more room.";
  }

  /** The setting below {@code cost} that is nearest to meeting the SLO. */
  private @Nullable Costed nearest(double cost) {
    Costed nearest = null;
    for (Costed each : tried) {
      boolean nearer = nearest == null || each.trial().isNearerThan(nearest.trial());
      if (each.figures().cost() < cost && nearer) {
        nearest = each;
      }
    }
    return nearest;
  }

  private static String missed(Costed costed) {
    List<Objective> misses = costed.trial().misses();
    String why =
        costed.trial().lives() && !misses.isEmpty()
            ? misses.get(0).text()
            : "its process does not last, or its queue grows without end";
    return setting(costed.figures().setting()) + ": " + why;
  }

  private String effort() {
    String text =
        choice.simulated()
            + " of "
            + choice.settings()
            + " settings were simulated, "
            + FigureText.count(choice.simulations())
            + " replications in all";
    Double probability = choice.probability();
    if (probability == null) {
      return text + ".";
    }
    String least = FigureText.roughPercent(Math.floor(probability * 100) / 100);
    return probability < SETTLED
        ? text
            + "; which setting of that size has the least P99 is not settled (with a probability of"
            + " at least "
            + least
            + " none is more than 5% better)."
        : text
            + "; no setting of the same size that meets the SLO has a P99 more than 5% below this"
            + " one's, with a probability of at least "
            + least
            + ".";
  }

  private static String setting(Map<String, Object> setting) {
    return setting.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
