package headroom.experiments.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "how much load does it bear": the content of {@code plan.json}. Loads are multiples
 * of what the file says, 1.2 for {@code load: 120%}.
 *
 * @param schema version of the format: 1
 * @param asked the load that the plan was asked about
 * @param met whether the SLO is met at it
 * @param highest the highest load that meets the SLO; null if none of those tried does
 * @param breaks what happens at the lowest load above it that misses the SLO; null if none does
 * @param knee where the P99 begins to grow faster than the load; null if it was not found
 * @param ceilings what no load can pass, by means alone, the lowest first
 * @param simulations replications that were run
 * @param verdict the answer in sentences
 */
public record PlanResult(
    int schema,
    String experiment,
    String engine,
    long seed,
    double asked,
    boolean met,
    @Nullable Limit highest,
    @Nullable Breaking breaks,
    @Nullable Knee knee,
    List<Ceiling> ceilings,
    long simulations,
    List<String> verdict)
    implements Planned {

  public PlanResult {
    asked = Figures.rounded(asked);
    ceilings = List.copyOf(ceilings);
    verdict = List.copyOf(verdict);
  }

  /** The same figures with the answer in sentences. */
  public PlanResult withVerdict(List<String> sentences) {
    return new PlanResult(
        schema,
        experiment,
        engine,
        seed,
        asked,
        met,
        highest,
        breaks,
        knee,
        ceilings,
        simulations,
        sentences);
  }

  /**
   * The highest load that meets the SLO.
   *
   * @param load the highest of those tried whose pooled figures meet every limit
   * @param perS requests offered per second there
   * @param surelyMet the highest load at and below which no 95 % interval holds a limit; null if
   *     there is none
   * @param surelyMissed the lowest load at which a limit lies outside the 95 % interval of a figure
   *     that misses it; null if there is none
   * @param busiest the resource nearest saturation there
   * @param withRoom where to aim instead if that is the edge of saturation; null if it is not, or
   *     if no such load was tried
   */
  public record Limit(
      double load,
      double perS,
      @Nullable Double surelyMet,
      @Nullable Double surelyMissed,
      Busy busiest,
      @Nullable Room withRoom) {
    public Limit {
      load = Figures.rounded(load);
      perS = Figures.rounded(perS);
      surelyMet = Figures.roundedOrNull(surelyMet);
      surelyMissed = Figures.roundedOrNull(surelyMissed);
    }
  }

  /**
   * A resource in use.
   *
   * @param resource {@code CPU}, or as in {@code by_resource} of a point
   * @param share of it that is busy
   * @param memory share of the container's memory limit that is resident at most; null without a
   *     limit, or if nothing allocates
   */
  public record Busy(String resource, double share, @Nullable Double memory) {
    public Busy {
      share = Figures.rounded(share);
      memory = Figures.roundedOrNull(memory);
    }
  }

  /** A load that surely meets the SLO, with its busiest resource below the edge. */
  public record Room(double load, double perS, Busy busiest) {
    public Room {
      load = Figures.rounded(load);
      perS = Figures.rounded(perS);
    }
  }

  /**
   * What breaks.
   *
   * @param misses the limits that are missed, in words; what breaks most first
   * @param busiest the resource nearest saturation
   * @param component of the slowest requests' time, what grew most since the lowest load
   * @param fromMs its mean at the lowest load, and {@code toMs} here
   */
  public record Breaking(
      double load,
      double perS,
      List<String> misses,
      Busy busiest,
      String component,
      double fromMs,
      double toMs) {
    public Breaking {
      load = Figures.rounded(load);
      perS = Figures.rounded(perS);
      misses = List.copyOf(misses);
      fromMs = Figures.rounded(fromMs);
      toMs = Figures.rounded(toMs);
    }
  }

  /** The load of those tried at which requests per second over P99 is greatest. */
  public record Knee(double load, double perS, double p99Ms) {
    public Knee {
      load = Figures.rounded(load);
      perS = Figures.rounded(perS);
      p99Ms = Figures.rounded(p99Ms);
    }
  }

  /**
   * A bound by the utilization law.
   *
   * @param share of the resource that the load of the file needs, by means alone
   * @param load at which it is full
   */
  public record Ceiling(String resource, double share, double load) {
    public Ceiling {
      share = Figures.rounded(share);
      load = Figures.rounded(load);
    }
  }
}
