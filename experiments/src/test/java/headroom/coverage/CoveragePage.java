package headroom.coverage;

import headroom.coverage.Coverage.Plan;
import headroom.coverage.CoverageCase.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The table of {@code docs/model/statistics.md}, between two marks. */
final class CoveragePage {
  static final String BEGIN = "<!-- coverage: written by CoverageTest -->\n";
  static final String END = "<!-- end of coverage -->\n";

  private static final List<Figure> FIGURES = List.of(Figure.values());
  private static final double LEAST = 0.93;
  private static final double MOST = 0.97;

  private CoveragePage() {}

  /** What is to be done with each case. */
  @FunctionalInterface
  interface Work<T> {
    void on(T item) throws InterruptedException;
  }

  /** Does {@code work} on all, on as many threads as there are processors. */
  static <T> void inParallel(List<T> all, Work<T> work) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<?>> running = new ArrayList<>();
    for (T each : all) {
      running.add(
          threads.submit(
              () -> {
                work.on(each);
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();
  }

  /** {@code page} with {@code text} between the lines {@code begin} and {@code end}. */
  static String between(String page, String begin, String text, String end) {
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from) + text + page.substring(page.indexOf(end));
  }

  /** The coverage of each figure as cells of a table, bold where it is outside. */
  static String cells(Tally tally, List<Figure> figures) {
    StringBuilder cells = new StringBuilder();
    for (Figure figure : figures) {
      double share = tally.coverage(figure);
      String mark = isInside(share) ? "" : "**";
      int none = tally.none(figure);
      cells.append(format(" %s%.1f%s", mark, 100 * share, mark));
      cells.append(none == 0 ? "" : format(" (%d without)", none)).append(" |");
    }
    return cells.toString();
  }

  static boolean isInside(double share) {
    return share >= LEAST && share <= MOST;
  }

  /** {@code page} with the table of {@code cases} between its marks. */
  static String with(String page, List<Coverage> cases) {
    return between(page, BEGIN, table(cases), END);
  }

  private static String table(List<Coverage> cases) {
    StringBuilder table = new StringBuilder();
    table.append("\n").append(summary(cases)).append("\n\n");
    table.append("| | requests | 5: mean | P50 | P90 | P99 | 20: mean | P50 | P90 | P99 |");
    table.append(" stopped early after | mean | P50 | P90 | P99 |\n");
    table.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for (Coverage coverage : cases) {
      CoverageCase reference = coverage.reference();
      table.append("| ").append(reference.words()).append(" | ");
      table.append(format("%,d", coverage.requests())).append(" |");
      table.append(cells(coverage.tally(Plan.FIVE), FIGURES));
      table.append(cells(coverage.tally(Plan.TWENTY), FIGURES));
      table.append(format(" %.1f, ±", coverage.replications(Plan.SEQUENTIAL)));
      table.append(format("%.0f %% |", 100 * reference.precision()));
      table.append(cells(coverage.tally(Plan.SEQUENTIAL), FIGURES));
      table.append("\n");
    }
    return table.append("\n").toString();
  }

  private static String summary(List<Coverage> cases) {
    StringBuilder text = new StringBuilder();
    text.append(format("%d cases, ", cases.size()));
    text.append(format("%d repetitions of each. Coverage of ", cases.get(0).repetitions()));
    text.append("95 % intervals, in %; **bold**: outside 93 to 97.");
    for (Plan plan : Plan.values()) {
      double sum = 0;
      int inside = 0;
      int all = 0;
      for (Coverage coverage : cases) {
        for (Figure figure : Figure.values()) {
          double share = coverage.tally(plan).coverage(figure);
          sum += share;
          all++;
          inside += isInside(share) ? 1 : 0;
        }
      }
      text.append(format(" %s: %d of %d inside, ", name(plan), inside, all));
      text.append(format("%.1f on average.", 100 * sum / all));
    }
    return text.toString();
  }

  private static String name(Plan plan) {
    return switch (plan) {
      case FIVE -> "Five replications";
      case TWENTY -> "Twenty";
      case SEQUENTIAL -> "Stopped early";
    };
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
