package headroom.reports.table;

import headroom.experiments.result.Planned;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import java.util.ArrayList;
import java.util.List;

/** A plan as it is printed: the answer in sentences, and what was simulated for it. */
public final class PlanSummary {
  /** The columns of the points' table that tell where the service stands. */
  private static final List<String> SHOWN =
      List.of("throughput", "P50", "P99", "lost", "utilization", "SLO");

  /** Of more points only those that meet the SLO are printed. */
  private static final int MOST_ROWS = 20;

  private PlanSummary() {}

  /** The sentences where the format can hold them, and the table. */
  public static String text(Planned plan, Result result, TableFormat format) {
    return switch (format) {
      case TABLE -> sentences(plan, "") + "\n" + of(result).aligned() + leftOut(result);
      case MARKDOWN ->
          sentences(plan, "- ") + "\n" + of(result).markdown() + "\n" + leftOut(result);
      case CSV, JSON -> PointSummary.text(result, format);
    };
  }

  private static TextTable of(Result result) {
    TextTable all = PointSummary.of(result);
    int figures = all.header().indexOf(SHOWN.get(0));
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < all.header().size(); i++) {
      if (i < figures || SHOWN.contains(all.header().get(i))) {
        columns.add(i);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    boolean many = result.points().size() > MOST_ROWS;
    for (int i = 0; i < result.points().size(); i++) {
      PointResult.SloVerdict slo = result.points().get(i).slo();
      if (!many || (slo != null && slo.met())) {
        List<String> row = all.rows().get(i);
        rows.add(columns.stream().map(row::get).toList());
      }
    }
    return new TextTable(columns.stream().map(all.header()::get).toList(), rows, 0);
  }

  private static String leftOut(Result result) {
    long missed = result.points().stream().filter(p -> p.slo() != null && !p.slo().met()).count();
    return result.points().size() > MOST_ROWS && missed > 0
        ? missed + " more that miss the SLO stand in points.csv\n"
        : "";
  }

  private static String sentences(Planned plan, String bullet) {
    StringBuilder text = new StringBuilder();
    plan.verdict().forEach(sentence -> text.append(bullet).append(sentence).append('\n'));
    return text.toString();
  }
}
