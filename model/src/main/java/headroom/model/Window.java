package headroom.model;

import java.util.Arrays;

/**
 * The part of a run that is measured: requests whose intended arrival lies in [warmUp, warmUp +
 * duration).
 *
 * @param warmUpNs simulated time before the measured window
 * @param durationNs length of the measured window
 * @param sampleTimesNs instants, from the start of the run, not decreasing, at which the series are
 *     sampled
 */
public record Window(long warmUpNs, long durationNs, long[] sampleTimesNs) {

  /** A window whose series have {@code samples} evenly spaced points up to its end. */
  public static Window evenlySampled(long warmUpNs, long durationNs, int samples) {
    long[] times = new long[samples];
    for (int i = 0; i < samples; i++) {
      times[i] = warmUpNs + (long) ((double) durationNs * (i + 1) / samples);
    }
    return new Window(warmUpNs, durationNs, times);
  }

  /** The end of the measured window. */
  public long endNs() {
    return warmUpNs + durationNs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Window that
        && warmUpNs == that.warmUpNs
        && durationNs == that.durationNs
        && Arrays.equals(sampleTimesNs, that.sampleTimesNs);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(warmUpNs) * 31 + Long.hashCode(durationNs);
  }
}
