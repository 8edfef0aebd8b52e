package headroom.theory;

import headroom.testing.CaseStudy;
import headroom.testing.QueueMetric;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * How many requests a case needs for the precision that a pass demands, and what is not simulated.
 *
 * <p>The numbers are those that the reference's own replications took for a 95 % half-width of 1 %
 * (a standard error of 0.5 %), so a fourth of them for a standard error of 1 % of a mean and a
 * sixteenth for 2 % of a P99. A value that would need more than {@link #most} requests is held to
 * what that many give, and listed as such: rare waits (32 servers at load 0.5), and lognormal
 * service with a squared coefficient of variation of 16.
 */
final class StudyPlan {
  /** Metrics that are not what a simulation shows: bounds and approximations. */
  static final Set<String> NOT_FROM_A_SIMULATION =
      Set.of(
          "throughput_upper_bound_per_s",
          "mean_wait_upper_bound_kingman_ms",
          "mean_wait_approximation_vut_ms",
          "mean_wait_if_it_were_poisson_ms");

  /** With constant demands there is no request of twice the demand. */
  private static final String TWICE = "mean_response_of_job_with_twice_the_mean_demand_ms";

  /** In the name of a case with constant demands. */
  private static final String DETERMINISTIC = "_deterministic_";

  private static final int FIRST_REPLICATIONS = 48;
  private static final int FURTHER_REPLICATIONS = 24;
  private static final int MOST_REPLICATIONS = 192;

  /** The reference's numbers are right within a factor of about 1.5. */
  private static final double MARGIN = 1.5;

  /** Requests of a case at least in the whole run, usually. */
  static final double FEWEST = 4e5;

  /**
   * The reference repeated from 3.3; with 48 replications a right value is above 3 once in 233,
   * more often than the one in 300 that its verdict allows.
   */
  private static final double REPEATED_FROM = 3;

  private static final String NEEDED = "customers_for_95pct_half_width_of_1pct";

  /** How a case is studied. */
  interface Studies {
    /** A study of some metrics of a case, with about so many requests a replication. */
    CaseStudy of(
        ReferenceCase reference,
        List<String> metrics,
        long requestsPerReplication,
        long seed,
        int threads);
  }

  private final Studies studies;
  private final double fewest;
  private final double most;
  private final long seed;
  private final int threads;
  private final List<String> repeated = new ArrayList<>();
  private final Map<String, Double> needed = new LinkedHashMap<>();

  /** A plan for stations with a queue. */
  StudyPlan(double most, long seed, int threads) {
    this(CaseStudy::new, FEWEST, most, seed, threads);
  }

  StudyPlan(Studies studies, double fewest, double most, long seed, int threads) {
    this.studies = studies;
    this.fewest = fewest;
    this.most = most;
    this.seed = seed;
    this.threads = threads;
    for (CSVRecord row : ReferenceCase.rows("independent-checks")) {
      if (!row.get(NEEDED).isEmpty()) {
        needed.put(key(row.get("case_id"), row.get("metric")), Double.parseDouble(row.get(NEEDED)));
      }
    }
  }

  /** The metrics of a case that a simulation shows. */
  static List<String> metrics(ReferenceCase reference) {
    List<String> names = new ArrayList<>(reference.values().keySet());
    names.removeAll(NOT_FROM_A_SIMULATION);
    if (reference.id().contains(DETERMINISTIC)) {
      names.remove(TWICE);
    }
    return names;
  }

  /** Requests for the precision of all values of the case, not limited. */
  double requests(ReferenceCase reference) {
    double requests = fewest;
    for (String metric : metrics(reference)) {
      requests = Math.max(requests, requests(reference, metric));
    }
    return requests;
  }

  /**
   * Simulates the case until all its values are as precise as demanded, and judges them. As the
   * reference does, a case with a t above 3 is repeated once with new replications, here with twice
   * the requests, and the new result counts: with a handful of long busy periods the t of a P99.9
   * is skewed, and a fault does not go away.
   */
  List<Verdict> judge(ReferenceCase reference) {
    double requests = Math.min(most, requests(reference));
    List<Verdict> first = judge(reference, seed, requests);
    if (first.stream().allMatch(v -> Math.abs(v.studentT()) <= REPEATED_FROM)) {
      return first;
    }
    repeated.add(reference.id());
    return judge(reference, seed + 1, 2 * requests);
  }

  /** The cases that were repeated. */
  List<String> repeated() {
    return List.copyOf(repeated);
  }

  private List<Verdict> judge(ReferenceCase reference, long itsSeed, double requests) {
    CaseStudy study =
        studies.of(
            reference,
            metrics(reference),
            (long) (requests / FIRST_REPLICATIONS),
            itsSeed + reference.id().hashCode(),
            threads);
    study.replicateTo(FIRST_REPLICATIONS);
    while (study.replications() < MOST_REPLICATIONS && !isPreciseEnough(study)) {
      study.replicateTo(study.replications() + FURTHER_REPLICATIONS);
    }
    return verdicts(study);
  }

  private boolean isPreciseEnough(CaseStudy study) {
    return verdicts(study).stream()
        .allMatch(v -> v.atom() || v.relativeError() <= v.allowedError());
  }

  private List<Verdict> verdicts(CaseStudy study) {
    return study.metrics().stream()
        .map(metric -> Verdict.of(study, metric, allowedError(study.reference(), metric)))
        .toList();
  }

  private double allowedError(ReferenceCase reference, QueueMetric metric) {
    double requests = requests(reference, metric.name());
    return metric.precision() * Math.max(1, Math.sqrt(MARGIN * requests / most));
  }

  private double requests(ReferenceCase reference, String metric) {
    double half = needed.getOrDefault(key(reference.id(), metric), 0.0);
    if (metric.endsWith("p99_ms")) {
      return MARGIN * half / 16;
    }
    return metric.startsWith("mean") || metric.startsWith("throughput") ? MARGIN * half / 4 : 0;
  }

  private static String key(String id, String metric) {
    return id + " " + metric;
  }
}
