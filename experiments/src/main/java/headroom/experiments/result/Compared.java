package headroom.experiments.result;

import headroom.experiments.result.RankingResult.Variant;
import java.util.List;

/** A base and what it was compared with, on common random numbers. */
public sealed interface Compared extends Answer permits ComparisonResult, RankingResult {
  /** Name of the experiment. */
  String base();

  /** Figures of the base, pooled over replications. */
  PointResult basePoint();

  /** What the base was compared with, the best first; without a rank if it is one. */
  List<Variant> changes();
}
