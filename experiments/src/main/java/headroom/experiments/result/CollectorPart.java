package headroom.experiments.result;

import headroom.experiments.result.CollectorTimes.Met;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The collector's part of the CPU and of the tail.
 *
 * @param cpuShare what it computes, of the CPU that the process uses
 * @param countedShare the same as {@code runtime/metrics} counts it: time on Ps, with or without a
 *     core, and stops on all of them
 * @param idleShare of the time on Ps that marking takes, what idle workers take, on Ps that had
 *     nothing else to run
 * @param p99Ms of all requests
 * @param withoutMs what the P99 would be if all requests were as those that met no cycle; NaN where
 *     that can't be told
 * @param metShare share of the requests that met a cycle
 * @param metShareOfSlowest the same of those at or above the P99
 */
public record CollectorPart(
    double cpuShare,
    double countedShare,
    double idleShare,
    double p99Ms,
    double withoutMs,
    double metShare,
    double metShareOfSlowest) {
  /** A part of the CPU, or of the P99, from which on the collector is worth a sentence. */
  private static final double WORTH_A_SENTENCE = 0.05;

  /** A part from which on there is something to gain. */
  private static final double WORTH_A_CHANGE = 0.1;

  /** Components of a breakdown in which a request has nothing to do with Ps and cores. */
  private static final List<String> BESIDE_THE_CPU =
      List.of("io", "sleep", "syscall", "pool", "channel", "mutex", "log");

  /** Null if nothing allocates, no request completed, or the writer did not say. */
  public static @Nullable CollectorPart of(PointResult point) {
    CollectorTimes times = point.collector();
    Double counted = point.cpu().gcShare();
    Met nothing = times == null ? null : times.met().get(CollectorTimes.NOTHING);
    if (times == null || counted == null || nothing == null) {
      return null;
    }
    double all = MetricResult.value(point, "/cpu/classes/gc/total:cpu-seconds", "total");
    double paused = MetricResult.value(point, "/cpu/classes/gc/pause:cpu-seconds", "total");
    return new CollectorPart(
        cpuShare(point),
        counted,
        MetricResult.value(point, "/cpu/classes/gc/mark/idle:cpu-seconds", "total")
            / (all - paused),
        point.latencyMs().p99(),
        withoutMs(point, times),
        1 - nothing.share(),
        1 - nothing.shareOfSlowest());
  }

  /**
   * At least what the slowest spend where no collector delays them: those that are slow because
   * they wait for others meet more cycles, and not the other way round.
   */
  private static double withoutMs(PointResult point, CollectorTimes times) {
    double beside = 0;
    double all = 0;
    for (Map.Entry<String, Double> part : point.breakdownP99Ms().entrySet()) {
      beside += BESIDE_THE_CPU.contains(part.getKey()) ? part.getValue() : 0;
      all += part.getValue();
    }
    double besideMs = all > 0 ? point.latencyMs().p99() * beside / all : 0;
    return Math.max(besideMs, times.withoutCyclesMs().getOrDefault("p99", Double.NaN));
  }

  /**
   * What the collector computes, of the CPU that the process uses; what the runtime counts, where
   * the writer did not say; NaN if nothing allocates.
   */
  public static double cpuShare(PointResult point) {
    Double computed = point.cpu().gcComputedShare();
    Double share = computed == null ? point.cpu().gcShare() : computed;
    return share == null ? Double.NaN : share;
  }

  /** Whether {@code runtime/metrics} says a good deal more than it computes. */
  public boolean isCountedHigher() {
    return countedShare - cpuShare >= WORTH_A_SENTENCE;
  }

  /** What it adds to the P99, ms; NaN where that can't be told. */
  public double addedMs() {
    return Math.max(0, p99Ms - withoutMs);
  }

  /** The same as a share of the P99. */
  public double addedShare() {
    return addedMs() / p99Ms;
  }

  /** Whether the tail can be told apart. */
  public boolean isTold() {
    return Double.isFinite(withoutMs);
  }

  /** Whether it adds to the P99 enough for a sentence. */
  public boolean isInTail() {
    return addedShare() >= WORTH_A_SENTENCE;
  }

  /** Whether it is worth a sentence. */
  public boolean matters() {
    return cpuShare >= WORTH_A_SENTENCE || isInTail();
  }

  /**
   * Whether less of it would make requests faster, or room: where the CPU is full, what it takes is
   * missing elsewhere.
   */
  public boolean isWorthChange(double utilization) {
    boolean cpu = cpuShare >= WORTH_A_CHANGE;
    return addedShare() >= WORTH_A_CHANGE
        || (cpu && (!isTold() || utilization >= ProcessFigures.Cpu.SATURATED));
  }
}
