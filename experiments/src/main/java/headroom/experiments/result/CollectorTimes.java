package headroom.experiments.result;

import headroom.experiments.result.Curves.Spectrum;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What completed requests met of the collector.
 *
 * @param met by what a request met, each in the first group that holds: {@code assist}, its
 *     goroutine marked or waited for marking; {@code stop}, the world was stopped during its life;
 *     {@code marking}, a cycle was on; {@code nothing}
 * @param withoutCyclesMs percentiles of the latency if all requests were as those that met nothing:
 *     {@code p50}, {@code p99}; one that can't be told is left out
 * @param percentileSpectrum latency of each group of {@code met} in which there are requests, at
 *     the quantiles that they can tell apart; null if the writer did not say
 */
public record CollectorTimes(
    Map<String, Met> met,
    Map<String, Double> withoutCyclesMs,
    @Nullable Map<String, Spectrum> percentileSpectrum) {
  /** Of requests that met no cycle. */
  public static final String NOTHING = "nothing";

  public CollectorTimes {
    met = Figures.inOrder(met);
    withoutCyclesMs = Figures.rounded(withoutCyclesMs);
    percentileSpectrum = percentileSpectrum == null ? null : Figures.inOrder(percentileSpectrum);
  }

  /**
   * One group of requests.
   *
   * @param share of all that completed
   * @param shareOfSlowest of those at or above the P99
   */
  public record Met(
      long completed,
      double share,
      double shareOfSlowest,
      double meanMs,
      double p50Ms,
      double p99Ms) {
    public Met {
      share = Figures.rounded(share);
      shareOfSlowest = Figures.rounded(shareOfSlowest);
      meanMs = Figures.rounded(meanMs);
      p50Ms = Figures.rounded(p50Ms);
      p99Ms = Figures.rounded(p99Ms);
    }
  }
}
