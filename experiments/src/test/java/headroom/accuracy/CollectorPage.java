package headroom.accuracy;

import static headroom.accuracy.CollectorCase.median;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code docs/accuracy-collector.md}. */
final class CollectorPage {
  private static final String HEAD =
      """
      # Accuracy of the collector

      Real Go 1.26 programs that allocate, replayed as on the page of [accuracy](accuracy.md) and written by the same command
      with `-Dtest=CollectorAccuracyTest`. All figures are of a window of 10 s (f17: 60 s) after the warm-up; medians of the repeats and of five
      replications. A count of cycles has an allowance of one.

      The time that marking takes is the least stable constant of a machine: the same heap of 64 MiB took 8.6 to 21.4 ms a cycle
      on one virtual machine on different days. So each case is replayed twice: with the constants of [costs](model/costs.md), and
      with those of marking scaled so that a cycle takes the CPU that it took in the real run ("as marked").

      """;

  private CollectorPage() {}

  static String text(List<CollectorCase> cases, String explanations) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("## Cycles and heap\n\n");
    page.append(
        "| case | cycles | simulated | as marked | peak goal, MB | simulated | as marked |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (CollectorCase one : cases) {
      page.append("| ").append(one.name());
      row(page, one, "%.0f", CollectorRun::cycles);
      row(page, one, "%.1f", run -> run.peakGoal() / 1e6);
      page.append(" |\n");
    }
    page.append("\n## CPU\n\n");
    page.append(
        "| case | marking a cycle, ms | simulated | as marked | collector's share, % | simulated"
            + " | as marked |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (CollectorCase one : cases) {
      page.append("| ").append(one.name());
      row(page, one, "%.1f", CollectorRun::markMsPerCycle);
      row(page, one, "%.1f", CollectorRun::gcPercent);
      page.append(" |\n");
    }
    for (Quantile quantile : Quantile.values()) {
      latency(page, cases, quantile);
    }
    return page.append("\n## The worst cases, by mechanism\n\n").append(explanations).toString();
  }

  private enum Quantile {
    P50(CollectorRun::p50Ms),
    P90(CollectorRun::p90Ms),
    P99(CollectorRun::p99Ms);

    @SuppressWarnings("ImmutableEnumChecker") // a pure function
    private final ToDoubleFunction<CollectorRun> figure;

    Quantile(ToDoubleFunction<CollectorRun> figure) {
      this.figure = figure;
    }
  }

  private static void latency(StringBuilder page, List<CollectorCase> cases, Quantile quantile) {
    page.append("\n## ").append(quantile).append(", ms\n\n");
    page.append("| case | measured | repeats | simulated | error, % | as marked | error, % |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (CollectorCase one : cases) {
      double measured = median(one.measured(), quantile.figure);
      double simulated = median(one.simulated(), quantile.figure);
      double asMarked = median(one.asMarked(), quantile.figure);
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f to %.2f | %.2f | %+.1f | %.2f | %+.1f |%n",
              one.name(),
              measured,
              one.measured().stream().mapToDouble(quantile.figure).min().orElse(0),
              one.measured().stream().mapToDouble(quantile.figure).max().orElse(0),
              simulated,
              100 * (simulated / measured - 1),
              asMarked,
              100 * (asMarked / measured - 1)));
    }
  }

  private static void row(
      StringBuilder page, CollectorCase one, String format, ToDoubleFunction<CollectorRun> figure) {
    for (List<CollectorRun> runs : List.of(one.measured(), one.simulated(), one.asMarked())) {
      page.append(" | ").append(String.format(Locale.ROOT, format, median(runs, figure)));
    }
  }
}
