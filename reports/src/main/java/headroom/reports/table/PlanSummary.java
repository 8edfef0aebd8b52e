package headroom.reports.table;

import headroom.experiments.result.PlanResult;
import headroom.experiments.result.Result;
import java.util.List;

/** A plan as it is printed: the answer in sentences, and the loads that were simulated for it. */
public final class PlanSummary {
  /** The columns of the points' table that tell where the service stands. */
  private static final List<String> SHOWN =
      List.of("load", "throughput", "P50", "P99", "lost", "utilization", "SLO");

  private PlanSummary() {}

  /** The sentences where the format can hold them, and the table. */
  public static String text(PlanResult plan, Result result, TableFormat format) {
    return switch (format) {
      case TABLE -> sentences(plan, "") + "\n" + of(result).aligned();
      case MARKDOWN -> sentences(plan, "- ") + "\n" + of(result).markdown();
      case CSV, JSON -> PointSummary.text(result, format);
    };
  }

  private static TextTable of(Result result) {
    TextTable all = PointSummary.of(result);
    List<Integer> columns = SHOWN.stream().map(all.header()::indexOf).filter(i -> i >= 0).toList();
    return new TextTable(
        columns.stream().map(all.header()::get).toList(),
        all.rows().stream().map(row -> columns.stream().map(row::get).toList()).toList(),
        0);
  }

  private static String sentences(PlanResult plan, String bullet) {
    StringBuilder text = new StringBuilder();
    plan.verdict().forEach(sentence -> text.append(bullet).append(sentence).append('\n'));
    return text.toString();
  }
}
