package headroom.model.go.collector;

import java.util.function.IntSupplier;

/**
 * How long the scavenger works for each ns that it sleeps, so that it takes one percent of the Ps.
 * Source: Go 1.26 {@code runtime/mgcscavenge.go:scavengerState.sleep}, {@code piController.next}.
 */
final class SleepController {
  /** Source: {@code mgcscavenge.go:scavengePercent}. */
  private static final double SHARE = 0.01;

  /** Source: {@code mgcscavenge.go:startingScavSleepRatio}, and {@code piController.min}. */
  private static final double LEAST_RATIO = 0.001;

  /** Source: {@code piController.max} in {@code scavengerState.init}. */
  private static final double LARGEST_RATIO = 1000;

  // Source: scavengerState.init.
  private static final double PROPORTIONAL = 0.3375;
  private static final double INTEGRAL_NS = 3.2e6;
  private static final double RESET_NS = 1e9;

  private final IntSupplier gomaxprocs;
  private double ratio = LEAST_RATIO;
  private double errorIntegral;

  SleepController(IntSupplier gomaxprocs) {
    this.gomaxprocs = gomaxprocs;
  }

  /** How long the scavenger sleeps after it has worked for {@code workedNs}, ns. */
  long sleepNs(double workedNs) {
    return (long) (workedNs / ratio);
  }

  /** The scavenger has worked for {@code workedNs} and then slept for {@code sleptNs}. */
  void slept(double workedNs, long sleptNs) {
    double periodNs = workedNs + sleptNs;
    double error = SHARE - workedNs / (periodNs * gomaxprocs.getAsInt());
    double wanted = PROPORTIONAL * error + errorIntegral;
    ratio = Math.min(LARGEST_RATIO, Math.max(LEAST_RATIO, wanted));
    errorIntegral +=
        PROPORTIONAL * periodNs / INTEGRAL_NS * error + periodNs / RESET_NS * (ratio - wanted);
  }
}
