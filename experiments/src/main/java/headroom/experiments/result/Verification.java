package headroom.experiments.result;

import headroom.experiments.result.Curves.Spectrum;
import java.util.List;

/**
 * What was predicted for a Go program beside what was measured of it on the same requests: the
 * content of {@code verification.json}.
 *
 * @param schema version of the format: 1
 * @param go version that was measured
 * @param tolerance relative error within which a prediction agrees
 * @param repeats that count: those that were not disturbed, or all if every one was
 * @param checks a figure each
 * @param percentileSpectrum measured latencies of all repeats that count
 * @param runs all that was measured, repeat by repeat
 * @param warnings what makes the measurement doubtful
 * @param verdict the answer in sentences
 */
public record Verification(
    int schema,
    String experiment,
    String engine,
    String go,
    double tolerance,
    int repeats,
    List<Check> checks,
    Spectrum percentileSpectrum,
    List<MeasuredRun> runs,
    List<String> warnings,
    List<String> verdict)
    implements Answer {
  public Verification {
    checks = List.copyOf(checks);
    runs = List.copyOf(runs);
    warnings = List.copyOf(warnings);
    verdict = List.copyOf(verdict);
  }

  /** Whether every prediction agrees. */
  public boolean agrees() {
    return checks.stream().allMatch(Check::agrees);
  }

  /**
   * One figure.
   *
   * @param name in words: {@code P99}
   * @param unit {@code ms}, {@code /s}, {@code cores}, or empty for a count
   * @param measured median of the repeats that count
   * @param least of the repeats
   * @param most of the repeats
   * @param agrees whether the prediction lies within the tolerance of the median, or among the
   *     repeats
   */
  public record Check(
      String name,
      String unit,
      double measured,
      double least,
      double most,
      double predicted,
      boolean agrees) {
    public Check {
      measured = Figures.rounded(measured);
      least = Figures.rounded(least);
      most = Figures.rounded(most);
      predicted = Figures.rounded(predicted);
    }

    /** How much more was predicted than measured, relative. */
    public double error() {
      return predicted / measured - 1;
    }
  }
}
