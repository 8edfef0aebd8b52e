package headroom.model.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What steps need on average if they wait for nobody, ns. The simulation does not use it; notes on
 * an experiment and the choice of a load do.
 *
 * @param elapsedNs from the beginning of the first to the end of the last
 * @param cpuNs on cores, by all goroutines that they start
 * @param goCpuNs of it what needs a P: all but calls into C
 * @param pools time for which a connection is held, by pool
 * @param locks time for which a mutex is held exclusively, by mutex
 * @param sends values sent, by channel
 */
public record MeanNeed(
    double elapsedNs,
    double cpuNs,
    double goCpuNs,
    Map<String, Double> pools,
    Map<String, Double> locks,
    Map<String, Double> sends) {
  /** No need. */
  public static final MeanNeed NOTHING = new MeanNeed(0, 0, 0, Map.of(), Map.of(), Map.of());

  /** The need of {@code steps}, one after the other. */
  public static MeanNeed of(List<RequestStep> steps, StepMeans means) {
    MeanNeed need = NOTHING;
    for (RequestStep step : steps) {
      need = need.then(step.meanNeed(means));
    }
    return need;
  }

  /** Parked, or in the kernel. */
  public static MeanNeed waiting(double ns) {
    return new MeanNeed(ns, 0, 0, Map.of(), Map.of(), Map.of());
  }

  /** On a core with a P. */
  public static MeanNeed computing(double ns) {
    return new MeanNeed(ns, ns, ns, Map.of(), Map.of(), Map.of());
  }

  /** On a core without a P. */
  public static MeanNeed computingInC(double ns) {
    return new MeanNeed(ns, ns, 0, Map.of(), Map.of(), Map.of());
  }

  /** A value for {@code channel}. */
  public static MeanNeed sending(String channel) {
    return new MeanNeed(0, 0, 0, Map.of(), Map.of(), Map.of(channel, 1.0));
  }

  /** This, and then {@code next}. */
  public MeanNeed then(MeanNeed next) {
    return new MeanNeed(
        elapsedNs + next.elapsedNs,
        cpuNs + next.cpuNs,
        goCpuNs + next.goCpuNs,
        sum(pools, next.pools),
        sum(locks, next.locks),
        sum(sends, next.sends));
  }

  /** This, {@code count} times. */
  public MeanNeed times(double count) {
    return new MeanNeed(
        elapsedNs * count,
        cpuNs * count,
        goCpuNs * count,
        scaled(pools, count),
        scaled(locks, count),
        scaled(sends, count));
  }

  /** The same work, over after {@code ns}. */
  public MeanNeed within(double ns) {
    return new MeanNeed(ns, cpuNs, goCpuNs, pools, locks, sends);
  }

  /** The need of a step of the kind {@code kind} that is given up after {@code limitNs}. */
  MeanNeed limited(StepKind kind, long limitNs, StepMeans means) {
    if (elapsedNs <= limitNs) {
      return this;
    }
    means.cutShort(kind, (double) limitNs, elapsedNs);
    return within((double) limitNs);
  }

  /** This, with a connection of {@code pool} held for {@code heldNs}. */
  MeanNeed holdingPool(String pool, double heldNs) {
    return new MeanNeed(elapsedNs, cpuNs, goCpuNs, sum(pools, Map.of(pool, heldNs)), locks, sends);
  }

  /** This, with {@code lock} held from its beginning to its end. */
  MeanNeed holdingLock(String lock) {
    return new MeanNeed(
        elapsedNs, cpuNs, goCpuNs, pools, sum(locks, Map.of(lock, elapsedNs)), sends);
  }

  private static Map<String, Double> sum(Map<String, Double> one, Map<String, Double> other) {
    Map<String, Double> sum = new LinkedHashMap<>(one);
    other.forEach((name, value) -> sum.merge(name, value, Double::sum));
    return sum;
  }

  private static Map<String, Double> scaled(Map<String, Double> map, double factor) {
    Map<String, Double> scaled = new LinkedHashMap<>();
    map.forEach((name, value) -> scaled.put(name, value * factor));
    return scaled;
  }
}
