package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import headroom.experiments.result.PointResult.Interval;
import headroom.experiments.result.RankingResult.Variant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A what-if: one experiment and a changed one, run on common random numbers, so that what chance
 * does to both cancels out in their difference. The content of {@code comparison.json}.
 *
 * @param schema version of the format: 1
 * @param base name of the experiment, and {@code changed} of the changed one
 * @param change what was set differently, by key, as written; empty if two files were compared
 * @param pairs replications that were paired
 * @param threshold relative change below which a difference does not matter; null if the writer did
 *     not say
 * @param basePoint figures of the base, and {@code changedPoint} of the change, pooled over
 *     replications
 * @param metrics one a compared figure
 * @param verdict the answer in sentences
 */
public record ComparisonResult(
    int schema,
    String base,
    String changed,
    Map<String, Object> change,
    String engine,
    long seed,
    int pairs,
    @Nullable Double threshold,
    PointResult basePoint,
    PointResult changedPoint,
    List<MetricDifference> metrics,
    List<String> verdict)
    implements Compared {

  public ComparisonResult {
    change = Figures.inOrder(change);
    metrics = List.copyOf(metrics);
    verdict = List.copyOf(verdict);
  }

  @Override
  public List<Variant> changes() {
    return List.of(new Variant(null, change, changedPoint, metrics, verdict));
  }

  /**
   * One figure, compared. Means and intervals are over the paired replications, so they may differ
   * a little from the pooled figures of the two points.
   *
   * @param metric its path in a point of {@code result.json}, for instance {@code latency_ms.p99}
   * @param label its short name, for instance {@code p99}
   * @param unit {@code ms}, {@code /s}, {@code cores} or {@code share}
   * @param difference changed minus base
   * @param differenceCi95 95 % interval of the difference
   * @param relativeChange difference over base; null where the base is 0
   * @param relativeCi95 95 % interval of the relative change; null where the base is 0
   * @param effect what the interval says
   * @param line the figures in one line, in the manner of benchstat
   * @param sentence the same in words
   */
  public record MetricDifference(
      String metric,
      String label,
      String unit,
      Side base,
      Side changed,
      double difference,
      Interval differenceCi95,
      @Nullable Double relativeChange,
      @Nullable Interval relativeCi95,
      Effect effect,
      String line,
      String sentence) {
    public MetricDifference {
      difference = Figures.rounded(difference);
      relativeChange = Figures.roundedOrNull(relativeChange);
    }

    /** Whether the figure is of a class, a step or a part of the latency, not of the service. */
    @JsonIgnore
    public boolean isOfPart() {
      return metric.startsWith("by_") || metric.startsWith("breakdown_ms.");
    }
  }

  /** A mean over replications and the half-width of its 95 % interval. */
  public record Side(double mean, double halfWidth) {
    public Side {
      mean = Figures.rounded(mean);
      halfWidth = Figures.rounded(halfWidth);
    }
  }

  /** What the interval of a difference says. */
  public enum Effect {
    /** The change is for the better, at 95 % confidence. */
    BETTER,
    /** The change is for the worse, at 95 % confidence. */
    WORSE,
    /** The figure changed, and it is neither good nor bad in itself. */
    CHANGED,
    /** It can be told from chance, and is too small to matter. */
    NEGLIGIBLE,
    /** The interval covers 0. */
    NONE
  }
}
