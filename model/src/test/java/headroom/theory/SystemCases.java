package headroom.theory;

import headroom.model.Window;
import headroom.testing.CaseStudy;
import headroom.testing.QueueMetric;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cases of the reference with more in them than a station with a queue: clients in a closed
 * loop (06), closed networks (07) and tandems (09), fork and join (10), timeouts (12), retries (15)
 * and nested resources (19).
 *
 * <p>Not observed, and so left out, is how many requests are rejected at first where there are two
 * retries and a queue: attempts are not told apart, and who has waited may have waited in the
 * queue. Two values.
 */
final class SystemCases {
  static final List<String> FAMILIES =
      List.of(
          "06-closed-interactive",
          "07-closed-network",
          "09-tandem-jackson",
          "10-fork-join",
          "12-timeouts",
          "15-retries",
          "19-nested-resources");

  private static final String SATURATION = "saturation_throughput_per_s";
  private static final String NO_RETRIES = "loss_probability_without_retries";
  private static final String FIRST_REJECTED = "first_attempt_rejected_fraction";
  private static final String IDLE = "p_all_servers_idle";

  /** At least six relaxation times of the slowest case. */
  private static final double WARM_UP_MS = 30_000;

  /** Where the queue is bounded, or the timeout short, or users come back at once. */
  private static final double SHORT_WARM_UP_MS = 4_000;

  /** Mean services that are deleted where nobody waits. */
  private static final double SERVICES = 40;

  private SystemCases() {}

  /**
   * The cases of a family; a value that takes another scenario than the others is a case of its
   * own. Cases of {@code 09} with feedback are in {@link FeedbackTest}.
   */
  static List<ReferenceCase> family(String family) {
    List<ReferenceCase> cases = new ArrayList<>();
    for (ReferenceCase one : ReferenceCase.family(family)) {
      if (one.id().startsWith("feedback")) {
        continue;
      }
      Map<String, Double> values = new LinkedHashMap<>(one.values());
      if (isUnknownWhoWasRejected(one)) {
        values.remove(FIRST_REJECTED);
      }
      moveTo(cases, one, values, SATURATION, SystemScenario.SATURATED);
      moveTo(cases, one, values, NO_RETRIES, SystemScenario.WITHOUT_RETRIES);
      cases.add(new ReferenceCase(family, one.id(), one.parameters(), values));
    }
    return cases;
  }

  private static boolean isUnknownWhoWasRejected(ReferenceCase one) {
    return one.has("retries")
        && one.number("retries") > 1
        && one.number("system_capacity_K") > one.number("servers");
  }

  private static void moveTo(
      List<ReferenceCase> cases,
      ReferenceCase one,
      Map<String, Double> values,
      String metric,
      String as) {
    Double value = values.remove(metric);
    if (value != null) {
      cases.add(
          new ReferenceCase(one.family(), one.id() + as, one.parameters(), Map.of(metric, value)));
    }
  }

  /** A study of some metrics of a case, with about so many measured requests a replication. */
  static CaseStudy study(
      ReferenceCase reference,
      List<String> names,
      long requestsPerReplication,
      long seed,
      int threads) {
    List<QueueMetric> metrics =
        names.stream().map(name -> SystemMetrics.of(reference, name)).toList();
    Window window =
        CaseStudy.window(
            warmUpMs(reference),
            requestsPerReplication / SystemScenario.arrivalRate(reference) * 1000,
            names.contains(IDLE) ? requestsPerReplication : 0);
    return new CaseStudy(reference, metrics, SystemScenario.of(reference, window, seed), threads);
  }

  private static double warmUpMs(ReferenceCase reference) {
    if (reference.id().startsWith("fanout")) {
      return SERVICES * reference.number("mean_service_ms");
    }
    boolean bounded =
        reference.family().startsWith("06")
            || reference.id().startsWith("queue_timeout")
            || reference.id().startsWith("deadline")
            || reference.id().startsWith("net_pool")
            || reference.id().startsWith("retry");
    return bounded ? SHORT_WARM_UP_MS : WARM_UP_MS;
  }
}
