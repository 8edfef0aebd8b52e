package headroom.experiments.compare;

import headroom.model.Scenario;
import headroom.model.workload.Arrivals;

/** What two experiments with the same seed really have in common. */
final class CommonNumbers {
  private CommonNumbers() {}

  /** For instance {@code the same arrivals and demands}. */
  static String of(Scenario base, Scenario changed) {
    String window =
        base.window().durationNs() == changed.window().durationNs()
            ? ""
            : "; they are measured for different times";
    return drawn(base, changed) + window;
  }

  /** Whether both are asked the same: then one may serve better than the other. */
  static boolean sameLoad(Scenario base, Scenario changed) {
    return base.arrivals().equals(changed.arrivals());
  }

  private static String drawn(Scenario base, Scenario changed) {
    boolean arrivals = base.arrivals().equals(changed.arrivals());
    boolean demands = base.classes().equals(changed.classes());
    if (arrivals && isClosed(base)) {
      return demands
          ? "the same demands; when a user asks again depends on the answers"
          : "the same seeds; the steps differ, and when a user asks again depends on the answers";
    }
    if (arrivals) {
      String first =
          retries(base) || retries(changed) ? "the same first attempts" : "the same arrivals";
      return demands ? first + " and demands" : first + "; the steps differ";
    }
    return demands
        ? "the same demands; the arrivals differ"
        : "the same seeds; arrivals and steps differ";
  }

  private static boolean isClosed(Scenario scenario) {
    return scenario.arrivals() instanceof Arrivals.ClosedLoop;
  }

  private static boolean retries(Scenario scenario) {
    return scenario.clients().retries() > 0;
  }
}
