package headroom.experiments.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the steady-state figures mean anything; {@code reason} says in words why not.
 *
 * @param queueGrowthPerS requests by which those in the system grow each second; null if they do
 *     not
 * @param memoryGrowthBytesPerS by which the memory of the process grows each second; null if it
 *     does not
 * @param fullAfterS seconds from the start of the run after which {@code queue} and {@code memory}
 *     reach their limits if they go on so; null if none does
 * @param wideInterval says in words that the run was too short for its figures, and what would do;
 *     null if it was not
 */
public record Stability(
    boolean stationary,
    @Nullable String reason,
    @Nullable Double queueGrowthPerS,
    @Nullable Double memoryGrowthBytesPerS,
    @Nullable Map<String, Double> fullAfterS,
    @Nullable String wideInterval) {
  public Stability {
    queueGrowthPerS = Figures.roundedOrNull(queueGrowthPerS);
    memoryGrowthBytesPerS = Figures.roundedOrNull(memoryGrowthBytesPerS);
    fullAfterS = fullAfterS == null || fullAfterS.isEmpty() ? null : Figures.rounded(fullAfterS);
  }

  /** With memory that does not grow, and intervals that are narrow enough, or none. */
  public Stability(boolean stationary, @Nullable String reason, @Nullable Double queueGrowthPerS) {
    this(stationary, reason, queueGrowthPerS, null, null, null);
  }

  /** The same with a warning of wide intervals. */
  public Stability warning(String wide) {
    return new Stability(
        stationary, reason, queueGrowthPerS, memoryGrowthBytesPerS, fullAfterS, wide);
  }
}
