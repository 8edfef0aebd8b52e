package headroom.experiments.result;

import org.jspecify.annotations.Nullable;

/**
 * Whether the steady-state figures mean anything; {@code reason} says in words why not.
 *
 * @param wideInterval says in words that the run was too short for its figures, and what would do;
 *     null if it was not
 */
public record Stability(
    boolean stationary,
    @Nullable String reason,
    @Nullable Double queueGrowthPerS,
    @Nullable String wideInterval) {
  public Stability {
    queueGrowthPerS = Figures.roundedOrNull(queueGrowthPerS);
  }

  /** With intervals that are narrow enough, or none. */
  public Stability(boolean stationary, @Nullable String reason, @Nullable Double queueGrowthPerS) {
    this(stationary, reason, queueGrowthPerS, null);
  }
}
