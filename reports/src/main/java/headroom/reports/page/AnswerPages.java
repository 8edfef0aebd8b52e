package headroom.reports.page;

import headroom.experiments.result.Explanation;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PlanResult;
import headroom.experiments.result.Planned;
import headroom.experiments.result.Result;
import headroom.experiments.result.Verification;
import headroom.reports.page.ReportPage.Figure;
import headroom.reports.page.ReportPage.Summary;
import headroom.reports.table.VerificationSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Report pages of results that answer a question: the answer stands above the figures. */
public final class AnswerPages {
  private AnswerPages() {}

  /** The page of a plan, for which the points of {@code result} were simulated. */
  public static ReportPage ofPlan(
      Result result, Planned plan, List<Figure> figures, String yaml, @Nullable String command) {
    ReportPage page = ReportPage.of(result, figures, yaml, command);
    boolean loads = plan instanceof PlanResult;
    int points = result.points().size();
    String where = " at " + FigureText.percent(plan.asked()) + " of the load.";
    Summary summary =
        new Summary(
            loads
                ? "A plan: how much load meets the SLO, from " + points + " loads."
                : "A plan: the cheapest setting that meets the SLO, from " + points + " settings.",
            plan.verdict(),
            false,
            (loads ? "The SLO is " : "With the best setting the SLO is ")
                + (plan.met() ? "met" : "missed")
                + where,
            plan.met(),
            List.of());
    return new ReportPage(
        page.title(), summary, null, null, figures, page.tables(), page.background());
  }

  /** The page of a run with what changes of it would do. */
  public static ReportPage ofExplanation(
      Result result,
      Explanation explanation,
      List<Figure> figures,
      String yaml,
      @Nullable String command) {
    ReportPage page = ReportPage.of(result, figures, yaml, command);
    Diagnosis explained = Diagnosis.of(result, explanation);
    return new ReportPage(
        page.title(),
        page.summary(),
        explained,
        null,
        page.figures(),
        page.tables(),
        page.background());
  }

  /** The page of a prediction beside what was measured. */
  public static ReportPage ofVerification(
      Result result,
      Verification verification,
      List<Figure> figures,
      String yaml,
      @Nullable String command) {
    ReportPage page = ReportPage.of(result, figures, yaml, command);
    List<String> said = new ArrayList<>(verification.warnings());
    said.addAll(page.summary().headlines());
    Summary summary =
        new Summary(
            "A prediction beside "
                + verification.runs().size()
                + " runs of a real program on "
                + verification.go()
                + ", which got the same requests.",
            said,
            page.summary().unstable(),
            String.join(" ", verification.verdict()),
            verification.agrees(),
            page.summary().objectives());
    return new ReportPage(
        page.title(),
        summary,
        page.diagnosis(),
        VerificationSummary.of(verification),
        figures,
        page.tables(),
        page.background());
  }
}
