package headroom.experiments.result;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import headroom.experiments.result.PointResult.Interval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests there were, and what became of them; summed over replications.
 *
 * @param unfinished requests that the server had at the end of the window; null if the writer did
 *     not say
 */
public record RequestCounts(
    @JsonUnwrapped Rates rates,
    @JsonUnwrapped Outcomes outcomes,
    long inFlight,
    @Nullable Long unfinished) {

  /**
   * Requests per second.
   *
   * @param throughputPerS completions per second of the window
   * @param throughputLastTenthPerS the same over the last tenth of it
   * @param offeredPerS arrivals per second of the window
   */
  public record Rates(
      double throughputPerS,
      @Nullable Interval throughputCi95,
      double throughputLastTenthPerS,
      double offeredPerS) {
    public Rates {
      throughputPerS = Figures.rounded(throughputPerS);
      throughputLastTenthPerS = Figures.rounded(throughputLastTenthPerS);
      offeredPerS = Figures.rounded(offeredPerS);
    }
  }

  /**
   * Requests by what became of them.
   *
   * @param failedBy what ended the requests that did not complete: {@code rejected}, {@code
   *     client_timeout}, {@code deadline}, {@code timeout} of a call or block, {@code pool_wait},
   *     {@code call_error}, {@code canceled}; null if none ended so
   */
  public record Outcomes(
      long offered,
      long completed,
      long rejected,
      @Nullable Long timedOut,
      @Nullable Map<String, Long> failedBy,
      @Nullable Long retried) {
    public Outcomes {
      failedBy = failedBy == null ? null : Figures.inOrder(failedBy);
    }

    /** Requests that ended without having completed. */
    public long lost() {
      return rejected + (timedOut == null ? 0 : timedOut);
    }
  }
}
