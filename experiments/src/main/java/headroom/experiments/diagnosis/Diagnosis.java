package headroom.experiments.diagnosis;

import headroom.experiments.Experiment;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.Finding;
import headroom.experiments.result.Finding.Severity;
import headroom.experiments.result.PointResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is wrong at a point and why. Says nothing of a service that is well: whose SLO is met, or
 * which has none, and whose worst requests hardly wait.
 */
public final class Diagnosis {
  /** How requests end, which is no cause: ordered behind what explains why. */
  private static final Set<FailureMode> ENDS =
      EnumSet.of(
          FailureMode.OVERLOAD,
          FailureMode.REJECTIONS,
          FailureMode.CLIENT_TIMEOUTS,
          FailureMode.FAILED_REQUESTS);

  private static final List<Rule> RULES =
      List.of(
          new OutOfMemory(),
          new Ended(),
          new RetryStorm(),
          new MemoryLimit(),
          new GcBound(),
          new CpuThrottled(),
          new GomaxprocsTooLow(),
          new CpuSaturation(),
          new BlockedSyscalls(),
          new CpuContention(),
          new CacheStampede(),
          new PoolExhausted(),
          new LockContention(),
          new LogContention(),
          new ConnectionChurn(),
          new WorkersExhausted(),
          new Growth(),
          OutsideTime.slowDependency(),
          OutsideTime.slowComputation(),
          new Overload(),
          Losses.rejections(),
          Losses.clientTimeouts(),
          Losses.failures());

  private Diagnosis() {}

  /**
   * The findings of {@code figures}, which are those of {@code experiment} with their verdict on
   * the SLO: what explains most of the worst requests first.
   */
  public static List<Finding> of(Experiment experiment, PointResult figures) {
    DiagnosedPoint point = DiagnosedPoint.of(experiment, figures);
    List<Suspect> suspects =
        new ArrayList<>(
            RULES.stream().map(rule -> rule.of(point)).filter(Objects::nonNull).toList());
    suspects.sort(
        Comparator.comparing((Suspect suspect) -> ENDS.contains(suspect.mode()))
            .thenComparing(suspect -> severity(point, suspect))
            .thenComparing(Comparator.comparingDouble(Suspect::share).reversed())
            .thenComparing(Suspect::mode));
    return suspects.stream().map(suspect -> finding(point, suspect)).toList();
  }

  private static Finding finding(DiagnosedPoint point, Suspect suspect) {
    return new Finding(
        suspect.mode().id(),
        severity(point, suspect),
        suspect.evidence(),
        suspect.advice(),
        suspect.subject(),
        suspect.share(),
        suspect.changes().isEmpty() ? null : suspect.changes());
  }

  private static Severity severity(DiagnosedPoint point, Suspect suspect) {
    double share = suspect.share();
    if (point.isOverloaded() || point.missesSlo()) {
      return share >= Thresholds.MUCH_OF_A_MISS ? Severity.HIGH : Severity.MEDIUM;
    }
    if (ENDS.contains(suspect.mode())) {
      return share >= Thresholds.VERY_MUCH_LOST && !point.meetsSlo()
          ? Severity.HIGH
          : share >= Thresholds.MUCH_LOST ? Severity.MEDIUM : Severity.LOW;
    }
    return switch (suspect.mode()) {
      case SLOW_DEPENDENCY, SLOW_COMPUTATION -> Severity.LOW; // nobody has said that it is too slow
      case OUT_OF_MEMORY, DEADLOCK, CRASH -> Severity.HIGH;
      case CPU_CONTENTION -> // chance alone does it at moderate loads
          share >= (point.meetsSlo() ? Thresholds.MAIN_CAUSE : Thresholds.MUCH_OF_A_MISS)
              ? Severity.MEDIUM
              : Severity.LOW;
      case GOROUTINE_LEAK, MEMORY_GROWTH -> share > 0 ? Severity.HIGH : Severity.MEDIUM;
      default -> {
        double high = point.meetsSlo() ? Double.POSITIVE_INFINITY : Thresholds.NEARLY_ALL;
        double medium = point.meetsSlo() ? Thresholds.MAIN_CAUSE : Thresholds.MUCH_OF_A_MISS;
        yield share >= high ? Severity.HIGH : share >= medium ? Severity.MEDIUM : Severity.LOW;
      }
    };
  }
}
