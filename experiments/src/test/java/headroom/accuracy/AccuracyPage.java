package headroom.accuracy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code docs/accuracy.md}. */
final class AccuracyPage {
  private static final String HEAD =
      """
      # Accuracy

      Every case below is a real Go 1.26 program that ran on Linux while its arrivals and the demand of every request were
      recorded. The simulator replays that record as `headroom run --profile reference` would, and must give the
      same figures. The two f11 were servers of `net/http` with 32 connections, which their files do not say: they are replayed with `server.front: http`,
      `connections: 32` and the 144 us of CPU that the calibration of their machine has for such a request, which was taken from f11-http-full itself: its CPU and throughput are no test. This page and [costs](model/costs.md) are written by

      ```
      ./mvnw -q -pl experiments -am test -Dtest=AccuracyTest -Dheadroom.accuracy=write -Dsurefire.failIfNoSpecifiedTests=false
      ```

      It refuses when a listed error grows by more than two thirds of its goal (P50 by 2, P99 by 4, throughput by 0.7
      percentage points); `-Dheadroom.accuracy=accept` instead of `write` lists it all the same. The default build fails
      when this page is not what the simulator says now, when a goal is missed, or when a case more than three times its
      goal off has no paragraph under "The worst cases" (which may have to admit that the cause is unknown).

      How to read the tables:

      - **measured** is the median of the repeats of the real run; **repeats** is how far these lie apart (max / min - 1), the
        noise floor: no model can be held to less. A dash: one repeat only.
      - **simulated** is the median of five replications; arrivals and demands are the same in all of them. **seeds** is how far
        they lie apart: the model's own chance (jitter of wake-ups, order of stealing). An error below it means little.
      - **error** is simulated / measured - 1. Where fewer than 2,000 requests were measured, P99 hangs on fewer than 20 of
        them; no allowance is made for that here.
      - **naive queue** is the error of a textbook queue over the same trace: first come first served, as many servers as
        workers, for requests that only compute no more than the cores that GOMAXPROCS lets them use. It knows no costs, no
        slices, no Go.
      """;

  private static final String CONSTANTS =
      """
      ## Constants that are estimates

      Where each constant of [costs](model/costs.md) comes from stands beside it. Not all are independent of this page:
      `host.foreignShare` is a median over the reference runs themselves, and the mechanisms of the model were chosen with an eye
      on these cases, of which none was held back. Constants that were estimated, in whole or in part, were halved and doubled;
      the table says by how much the simulated figures change, in the median case and in the one that changes most.

      """;

  private static final String OTHER_ESTIMATES =
      """

      Two more estimates are no constants of cost: the weight of the latest idle gap in the mean that a wake-up's latency
      follows (`kernel/Core`, 0.25), and the mean gap with which a core starts (1 ms); the second is forgotten within the
      warm-up.
      """;

  private AccuracyPage() {}

  /** The page. */
  static String text(
      List<Comparison> cases,
      Map<String, String> explanations,
      List<EstimateEffects.Effect> effects) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("\n## Summary\n\n")
        .append(cases.size())
        .append(" cases; absolute errors in %.\n\n");
    page.append("| | goal for the median | median | 90th percentile |");
    page.append(" naive queue: median | 90th percentile | repeats: median | 90th percentile |\n");
    page.append("|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for (Metric metric : Metric.values()) {
      summaryRow(page, cases, metric);
    }
    for (Metric metric : Metric.values()) {
      table(page, cases, metric);
    }
    page.append("\n## The worst cases, by mechanism\n\n");
    page.append(
        "Every case over 9 % on P50, 18 % on P99 or 3 % on throughput, and what is not known about it.\n");
    explanations.forEach(
        (name, text) ->
            page.append("\n### ").append(name).append("\n\n").append(text).append('\n'));
    page.append('\n').append(CONSTANTS);
    effects(page, effects);
    page.append(OTHER_ESTIMATES);
    return page.toString();
  }

  /** The heading of the table of {@code metric}. */
  static String heading(Metric metric) {
    return "## " + capital(metric.label) + ", " + metric.unit;
  }

  private static void summaryRow(StringBuilder page, List<Comparison> cases, Metric metric) {
    double[] errors = Comparison.absoluteErrors(cases, metric);
    double[] naive = Comparison.naiveErrors(cases, metric);
    double[] floors = Comparison.floors(cases, metric);
    page.append("| ").append(metric.label);
    for (double share :
        new double[] {
          Goals.median(metric),
          Figures.quantile(errors, 0.5),
          Figures.quantile(errors, 0.9),
          Figures.quantile(naive, 0.5),
          Figures.quantile(naive, 0.9),
          Figures.quantile(floors, 0.5),
          Figures.quantile(floors, 0.9)
        }) {
      page.append(" | ").append(percent(share, false));
    }
    page.append(" |\n");
  }

  private static void table(StringBuilder page, List<Comparison> cases, Metric metric) {
    page.append('\n').append(heading(metric)).append("\n\n");
    page.append(
        "| case | measured | simulated | error, % | repeats, % | seeds, % | naive queue, % |\n");
    page.append("|---|--:|--:|--:|--:|--:|--:|\n");
    Comparator<Comparison> byName = Comparator.comparing(Comparison::name);
    for (Comparison row : cases.stream().sorted(byName).toList()) {
      page.append("| ").append(row.name());
      page.append(" | ").append(value(row.reference().measured().of(metric)));
      page.append(" | ").append(value(row.simulated().of(metric)));
      page.append(" | ").append(percent(row.error().of(metric), true));
      page.append(" | ").append(percent(row.reference().floor().of(metric), false));
      page.append(" | ").append(percent(row.seedSpread().of(metric), false));
      page.append(" | ").append(percent(row.naiveError().of(metric), true)).append(" |\n");
    }
  }

  private static void effects(StringBuilder page, List<EstimateEffects.Effect> effects) {
    page.append("| constant | P50: median, % | most, % | P99: median, % | most, % |\n");
    page.append("|---|--:|--:|--:|--:|\n");
    for (EstimateEffects.Effect effect : effects) {
      page.append("| `").append(effect.cost().key()).append('`');
      page.append(" | ").append(percent(effect.p50Median(), false));
      page.append(" | ").append(percent(effect.p50Largest(), false));
      page.append(" | ").append(percent(effect.p99Median(), false));
      page.append(" | ").append(percent(effect.p99Largest(), false)).append(" |\n");
    }
  }

  private static String capital(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String value(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.2f", value);
  }

  private static String percent(double share, boolean signed) {
    if (Double.isNaN(share)) {
      return "-";
    }
    String text = String.format(Locale.ROOT, signed ? "%+.1f" : "%.1f", share * 100);
    return text.equals("-0.0") || text.equals("+0.0") ? "0.0" : text;
  }
}
