package headroom.experiments.result;

import headroom.experiments.result.ComparisonResult.MetricDifference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several changes of one experiment, each compared with it and all ranked. The content of {@code
 * ranking.json}.
 *
 * @param schema version of the format: 1
 * @param base name of the experiment
 * @param pairs replications that were paired
 * @param threshold relative change below which a difference does not matter
 * @param basePoint figures of the base, pooled over replications
 * @param baseRank its place among the variants
 * @param variants the best first
 * @param verdict the answer in sentences
 */
public record RankingResult(
    int schema,
    String base,
    String engine,
    long seed,
    int pairs,
    double threshold,
    PointResult basePoint,
    int baseRank,
    List<Variant> variants,
    List<String> verdict)
    implements Compared {
  public RankingResult {
    variants = List.copyOf(variants);
    verdict = List.copyOf(verdict);
  }

  @Override
  public List<Variant> changes() {
    return variants;
  }

  /**
   * One change.
   *
   * @param rank 1 is the best; variants that cannot be told apart have the same; null if it is
   *     asked something else than the base, which no ranking makes up for
   * @param change what was set differently, by key, as written
   * @param metrics its differences from the base
   * @param verdict of the comparison with the base, in sentences
   */
  public record Variant(
      @Nullable Integer rank,
      Map<String, Object> change,
      PointResult point,
      List<MetricDifference> metrics,
      List<String> verdict) {
    public Variant {
      change = Figures.inOrder(change);
      metrics = List.copyOf(metrics);
      verdict = List.copyOf(verdict);
    }
  }
}
