package headroom.experiments.result;

import org.jspecify.annotations.Nullable;

/**
 * How the figures came about.
 *
 * @param precision how narrow the interval of the P99 became; null if no precision was asked for
 */
public record Conduct(
    Effective effective,
    int replications,
    @Nullable Precision precision,
    double warmupS,
    double durationS,
    long events) {
  public Conduct {
    warmupS = Figures.rounded(warmupS);
    durationS = Figures.rounded(durationS);
  }

  /**
   * The precision that was asked for and what was reached, both as the half-width of the 95 %
   * interval of the P99 over its value.
   *
   * @param reached false if the greatest allowed number of replications did not suffice
   */
  public record Precision(double target, double achieved, boolean reached) {
    public Precision {
      target = Figures.rounded(target);
      achieved = Figures.rounded(achieved);
    }
  }

  /**
   * Values that were derived, not configured, and why.
   *
   * @param profile name of the cost profile, the file's if it is one; null if the writer did not
   *     say
   */
  public record Effective(int gomaxprocs, String gomaxprocsReason, @Nullable String profile) {
    /** With a profile that is not known. */
    public Effective(int gomaxprocs, String gomaxprocsReason) {
      this(gomaxprocs, gomaxprocsReason, null);
    }
  }
}
