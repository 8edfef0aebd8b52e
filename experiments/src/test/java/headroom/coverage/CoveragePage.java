package headroom.coverage;

import headroom.coverage.Coverage.Plan;
import headroom.coverage.CoverageCase.Figure;
import java.util.List;
import java.util.Locale;

/** The table of {@code docs/model/statistics.md}, between two marks. */
final class CoveragePage {
  static final String BEGIN = "<!-- coverage: written by CoverageTest -->\n";
  static final String END = "<!-- end of coverage -->\n";

  private static final double LEAST = 0.93;
  private static final double MOST = 0.97;

  private CoveragePage() {}

  /** {@code page} with the table of {@code cases} between its marks. */
  static String with(String page, List<Coverage> cases) {
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(0, begin) + table(cases) + page.substring(page.indexOf(END));
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
      cells(table, coverage, Plan.FIVE);
      cells(table, coverage, Plan.TWENTY);
      table.append(format(" %.1f, ±", coverage.replications(Plan.SEQUENTIAL)));
      table.append(format("%.0f %% |", 100 * reference.precision()));
      cells(table, coverage, Plan.SEQUENTIAL);
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
          double share = coverage.coverage(plan, figure);
          sum += share;
          all++;
          inside += share >= LEAST && share <= MOST ? 1 : 0;
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

  private static void cells(StringBuilder table, Coverage coverage, Plan plan) {
    for (Figure figure : Figure.values()) {
      double share = coverage.coverage(plan, figure);
      String mark = share < LEAST || share > MOST ? "**" : "";
      table.append(" ").append(mark).append(format("%.1f", 100 * share)).append(mark);
      int none = coverage.tally(plan).none(figure);
      table.append(none == 0 ? "" : format(" (%d without)", none)).append(" |");
    }
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
