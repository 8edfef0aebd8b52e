package headroom.model.go.collector;

/**
 * What the user sets of the collector. Source: {@code runtime/mgcpacer.go:readGOGC}, {@code
 * readGOMEMLIMIT}.
 *
 * @param gcPercent GOGC, percent; {@link #OFF} without collections by growth
 * @param memoryLimitBytes GOMEMLIMIT; {@link #NO_LIMIT} without one
 */
public record PacerSettings(int gcPercent, long memoryLimitBytes) {
  /** GOGC=off. */
  public static final int OFF = -1;

  /** GOMEMLIMIT=off. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** GOGC=100 and no limit. */
  public static final PacerSettings DEFAULT = new PacerSettings(100, NO_LIMIT);

  /** Every negative GOGC is off, as in {@code setGCPercent}; a limit is not negative. */
  public PacerSettings {
    gcPercent = Math.max(OFF, gcPercent);
    if (memoryLimitBytes < 0) {
      throw new IllegalArgumentException("memory limit of " + memoryLimitBytes + " bytes");
    }
  }

  /** Whether the heap's growth alone starts no collection. */
  public boolean isOff() {
    return gcPercent == OFF;
  }
}
