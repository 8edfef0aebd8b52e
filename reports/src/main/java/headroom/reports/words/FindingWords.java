package headroom.reports.words;

import headroom.experiments.result.Explanation.Outcome;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.Finding;
import headroom.experiments.result.Finding.Severity;
import headroom.experiments.result.PointResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong, in a few words. */
public final class FindingWords {
  /** Modes that the summary of a run says at its top or of its throughput anyway. */
  private static final Set<FailureMode> SAID =
      EnumSet.of(
          FailureMode.OUT_OF_MEMORY,
          FailureMode.DEADLOCK,
          FailureMode.CRASH,
          FailureMode.OVERLOAD,
          FailureMode.REJECTIONS,
          FailureMode.CLIENT_TIMEOUTS,
          FailureMode.FAILED_REQUESTS);

  private FindingWords() {}

  /** {@code pool-exhausted (high, pool db): requests wait for a connection or a channel}. */
  public static String heading(Finding finding) {
    return finding.id()
        + " ("
        + finding.severity().word()
        + (finding.subject() == null ? "" : ", " + finding.subject())
        + "): "
        + finding.title();
  }

  /** {@code --set server.workers=16}. */
  public static String settings(Map<String, Object> change) {
    return change.entrySet().stream()
        .map(entry -> "--set " + entry.getKey() + "=" + quoted(String.valueOf(entry.getValue())))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:=,@%+-]+") ? value : "'" + value + "'";
  }

  /** Whether a change helps. */
  public static String outcome(Outcome outcome) {
    return switch (outcome) {
      case HELPS -> "helps";
      case TRADE -> "helps some figures and harms others";
      case NO_DIFFERENCE -> "does not help";
      case HARMS -> "makes it worse";
      case REFUSED -> "not possible";
    };
  }

  /**
   * Lines for the summary of a run: the severe findings that it does not say anyway, each with what
   * it explains.
   */
  public static List<String> rows(PointResult point) {
    List<Finding> findings = point.diagnosis() == null ? List.of() : point.diagnosis();
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.HIGH)
        .filter(finding -> !SAID.contains(FailureMode.of(finding.id())))
        .map(
            finding ->
                finding.id()
                    + ": "
                    + finding.title()
                    + (finding.subject() == null ? "" : " (" + finding.subject() + ")")
                    + ", "
                    + FigureText.roughPercent(finding.share())
                    + " of what is slow or lost")
        .toList();
  }
}
