package headroom.reports.page;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import headroom.experiments.result.Explanation;
import headroom.experiments.result.Explanation.Explained;
import headroom.experiments.result.Explanation.Tried;
import headroom.experiments.result.Finding;
import headroom.experiments.result.Result;
import headroom.reports.words.FindingWords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one setting, and why.
 *
 * @param verdict what changes would do, in sentences; empty if none was tried
 */
public record Diagnosis(List<String> verdict, List<Wrong> findings) {
  /**
   * One thing that is wrong.
   *
   * @param changes settings to try, each as an option of the command line
   * @param tried what those do that were simulated
   */
  public record Wrong(
      String severity,
      String heading,
      String evidence,
      String advice,
      List<String> changes,
      List<Effect> tried) {}

  /** What a change does: in a sentence, and its figures before and after. */
  public record Effect(String text, List<String> lines) {}

  /**
   * Of the only point of {@code result}; null if there are several, or the writer did not say.
   *
   * @param explanation what was simulated because of the findings; null if nothing was
   */
  static @Nullable Diagnosis of(Result result, @Nullable Explanation explanation) {
    if (explanation != null) {
      List<Wrong> wrong = explanation.findings().stream().map(Diagnosis::wrong).toList();
      return new Diagnosis(explanation.verdict(), wrong);
    }
    List<Finding> findings =
        result.points().size() == 1 ? result.points().get(0).diagnosis() : null;
    if (findings == null) {
      return null;
    }
    List<Wrong> wrong = new ArrayList<>();
    findings.forEach(finding -> wrong.add(wrong(new Explained(finding, List.of()))));
    return new Diagnosis(List.of(), wrong);
  }

  private static Wrong wrong(Explained explained) {
    Finding finding = explained.finding();
    boolean simulated = !explained.tried().isEmpty();
    return new Wrong(
        finding.severity().word(),
        FindingWords.heading(finding),
        finding.evidence(),
        finding.advice(),
        simulated ? List.of() : finding.tries().stream().map(FindingWords::settings).toList(),
        explained.tried().stream().map(Diagnosis::effect).toList());
  }

  private static Effect effect(Tried tried) {
    return new Effect(
        FindingWords.settings(tried.change())
            + " "
            + FindingWords.outcome(tried.outcome())
            + ": "
            + tried.inWords(),
        tried.metrics().stream().map(MetricDifference::line).toList());
  }
}
