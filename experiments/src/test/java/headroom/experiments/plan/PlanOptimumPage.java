package headroom.experiments.plan;

import headroom.experiments.plan.GeneratedService.Kind;
import headroom.experiments.plan.GridStudy.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The table of {@code docs/model/planning.md}, between two marks. */
final class PlanOptimumPage {
  private static final String BEGIN = "<!-- optimum: written by PlanOptimumTest -->\n";
  private static final String END = "<!-- end of optimum -->\n";

  /** The probability at which a ranking stops. */
  private static final double WANTED = 0.95;

  private PlanOptimumPage() {}

  /** {@code page} with the table of {@code outcomes} between its marks. */
  static String with(String page, List<Outcome> outcomes) {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, begin)
        + "\n"
        + summary(outcomes)
        + "\n\n"
        + rows(outcomes)
        + "\n"
        + page.substring(page.indexOf(END));
  }

  /** What stands between the marks of {@code page}. */
  static String table(String page) {
    return page.substring(page.indexOf(BEGIN), page.indexOf(END));
  }

  private static String summary(List<Outcome> all) {
    List<Outcome> sure = all.stream().filter(o -> o.stated() >= WANTED).toList();
    List<Outcome> open = all.stream().filter(o -> o.stated() < WANTED).toList();
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%d services. The plan finds the optimum, or one within 5 %% of it, in %d",
            all.size(), count(all, Outcome::good)));
    for (int i = 0; i < GridStudy.SMALLER.size(); i++) {
      int place = i;
      text.append(
          format(
              ", a grid of %d replications of each setting in %d",
              GridStudy.SMALLER.get(i), count(all, o -> o.smaller().get(place))));
    }
    text.append(
        format(
            ". It runs %.1f %% of the whole grid's replications (at most %.1f %%) and simulates"
                + " %.1f %% of its requests (at most %.1f %%): %.1f replications for each setting of"
                + " the grid.",
            100 * mean(all, Outcome::share),
            100 * most(all, Outcome::share),
            100 * mean(all, Outcome::shareOfRequests),
            100 * most(all, Outcome::shareOfRequests),
            GridStudy.EXHAUSTIVE * mean(all, Outcome::share)));
    text.append(
        format(
            " Stated with 95 %% or more: %d rankings, %.1f %% in the mean, of which %.1f %% are"
                + " right.",
            sure.size(), 100 * mean(sure, Outcome::stated), share(sure)));
    if (!open.isEmpty()) {
      text.append(
          format(
              " Stated with less: %d, %.1f %% in the mean, of which %.1f %% are right.",
              open.size(), 100 * mean(open, Outcome::stated), share(open)));
    }
    text.append(
        format(
            " Of %d further services no setting meets the SLO: the plan says so of %d.",
            all.stream().mapToInt(Outcome::without).sum(),
            all.stream().mapToInt(Outcome::denied).sum()));
    return text.toString();
  }

  private static String rows(List<Outcome> all) {
    StringBuilder table = new StringBuilder();
    table.append("| service | settings | services | optimum | replications | at most |");
    table.append(" ranking right |\n|---|--:|--:|--:|--:|--:|--:|\n");
    for (Kind kind : Kind.values()) {
      List<Outcome> of = all.stream().filter(o -> o.kind() == kind).toList();
      table.append(
          format(
              "| %s | %d | %d | %d | %.1f %% | %.1f %% | %d |\n",
              kind.words(),
              kind.settings(),
              of.size(),
              count(of, Outcome::good),
              100 * mean(of, Outcome::share),
              100 * most(of, Outcome::share),
              count(of, Outcome::ranked)));
    }
    return table.toString();
  }

  private static long count(List<Outcome> outcomes, Predicate<Outcome> what) {
    return outcomes.stream().filter(what).count();
  }

  private static double share(List<Outcome> outcomes) {
    return 100.0 * count(outcomes, Outcome::ranked) / outcomes.size();
  }

  private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
    return outcomes.stream().mapToDouble(what).average().orElse(Double.NaN);
  }

  private static double most(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
    return outcomes.stream().mapToDouble(what).max().orElse(Double.NaN);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
