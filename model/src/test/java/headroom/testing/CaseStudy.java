package headroom.testing;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.testing.QueueScenario.Discipline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replications of one case of the reference: independent streams, each with a warm-up of its own of
 * at least five relaxation times, after which all requests that arrive in the window are followed
 * to their end.
 */
public final class CaseStudy {
  /** Relaxation times that are deleted. */
  private static final double RELAXATIONS = 6;

  /** Longest sojourns of a modulated process that are deleted. */
  private static final double SOJOURNS = 20;

  /** Requests for each sample of a gauge. */
  private static final double REQUESTS_PER_SAMPLE = 10;

  /** Samples of a replication at most; each takes the room of nine numbers. */
  private static final int MOST_SAMPLES = 20_000;

  /** Relaxation is taken at this load at most; beyond it, a bounded queue ends it sooner. */
  private static final double HIGHEST_LOAD = 0.95;

  private final ReferenceCase reference;
  private final Map<String, QueueMetric> metrics = new LinkedHashMap<>();
  private final double[] waitLimitsMs;
  private final double[] responseLimitsMs;
  private final List<RequestTally> tallies = new ArrayList<>();
  private final Scenario scenario;
  private final @Nullable Distribution slowdownDemand;
  private final int threads;

  /**
   * A study of the metrics {@code names} of a station with a queue, with about {@code
   * requestsPerReplication} measured requests.
   */
  public CaseStudy(
      ReferenceCase reference,
      List<String> names,
      long requestsPerReplication,
      long seed,
      int threads) {
    this(
        reference,
        metrics(reference, names),
        scenario(reference, window(reference, names, requestsPerReplication), seed),
        names.contains("mean_slowdown") ? service(reference) : null,
        threads);
  }

  /** A study of any scenario. */
  public CaseStudy(
      ReferenceCase reference, List<QueueMetric> metrics, Scenario scenario, int threads) {
    this(reference, metrics, scenario, null, threads);
  }

  private CaseStudy(
      ReferenceCase reference,
      List<QueueMetric> metrics,
      Scenario scenario,
      @Nullable Distribution slowdownDemand,
      int threads) {
    this.reference = reference;
    this.scenario = scenario;
    this.slowdownDemand = slowdownDemand;
    this.threads = threads;
    metrics.forEach(metric -> this.metrics.put(metric.name(), metric));
    waitLimitsMs = limits("wait");
    responseLimitsMs = limits("response");
  }

  private static List<QueueMetric> metrics(ReferenceCase reference, List<String> names) {
    return names.stream().map(n -> QueueMetric.of(reference, n, servers(reference))).toList();
  }

  private static int servers(ReferenceCase reference) {
    return reference.has("servers") ? (int) reference.number("servers") : 1;
  }

  /** Runs replications until there are {@code count}. */
  public void replicateTo(int count) {
    tallies.addAll(ParallelReplications.run(tallies.size(), count, threads, this::replicate));
  }

  /** The number of replications so far. */
  public int replications() {
    return tallies.size();
  }

  /** The requests measured so far. */
  public long requests() {
    return tallies.stream().mapToLong(t -> t.offered).sum();
  }

  /** The case. */
  public ReferenceCase reference() {
    return reference;
  }

  /** The metric {@code name}. */
  public QueueMetric metric(String name) {
    QueueMetric metric = metrics.get(name);
    if (metric == null) {
      throw new IllegalArgumentException("not studied: " + name);
    }
    return metric;
  }

  /** The metrics of this study. */
  public List<QueueMetric> metrics() {
    return List.copyOf(metrics.values());
  }

  /** What the replications showed. */
  public List<RequestTally> tallies() {
    return List.copyOf(tallies);
  }

  private RequestTally replicate(int replication) {
    RequestTally tally =
        new RequestTally(
            scenario.window(),
            waitLimitsMs,
            responseLimitsMs,
            slowdownDemand,
            scenario.seed(),
            replication);
    tally.observed(Simulation.run(scenario, replication, tally, null));
    long left = tally.observation().counts().inFlight();
    if (left != 0) {
      throw new IllegalStateException(reference.id() + ": " + left + " requests did not end");
    }
    return tally;
  }

  private double[] limits(String what) {
    TreeSet<Double> limits = new TreeSet<>();
    for (String name : metrics.keySet()) {
      if (what.equals(QueueMetric.percentileOf(name))) {
        double limitMs = reference.value(name);
        limits.add(limitMs);
        limits.add(limitMs * (1 - QueueMetric.BRACKET));
        limits.add(limitMs * (1 + QueueMetric.BRACKET));
      }
    }
    return limits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Window window(ReferenceCase reference, List<String> names, long requests) {
    boolean gauges =
        names.stream().anyMatch(n -> n.endsWith("_in_system") && n.startsWith("p_"))
            || names.contains("share_of_time_all_busy");
    double perSecond = arrivalRate(reference);
    double warmUpMs = warmUpMs(reference, perSecond);
    return window(warmUpMs, requests / perSecond * 1000, gauges ? requests : 0);
  }

  /**
   * A window with a sample for every ten of {@code sampled} requests, but at least one sample, and
   * not so many that they take more room than the rest.
   */
  public static Window window(double warmUpMs, double windowMs, long sampled) {
    double samples = Math.max(1, Math.min(MOST_SAMPLES, sampled / REQUESTS_PER_SAMPLE));
    return Window.evenlySampled(
        QueueScenario.ns(warmUpMs), QueueScenario.ns(windowMs), (int) samples);
  }

  /** Source: reference/queueing, how to compare a simulation, 2. */
  private static double warmUpMs(ReferenceCase reference, double perSecond) {
    double meanMs = service(reference).mean() / 1e6;
    int servers = servers(reference);
    double load = Math.min(HIGHEST_LOAD, perSecond * meanMs / 1000 / servers);
    double root = 1 - Math.sqrt(load);
    double variability = (squaredVariation(reference) + burstiness(reference)) / 2;
    double relaxationMs = meanMs / (root * root) / servers * Math.max(1, variability);
    double longestSojournMs =
        reference.has("mean_sojourn1_ms")
            ? Math.max(reference.number("mean_sojourn1_ms"), reference.number("mean_sojourn2_ms"))
            : 0;
    return RELAXATIONS * relaxationMs + 10 * meanMs + SOJOURNS * longestSojournMs;
  }

  private static double squaredVariation(ReferenceCase reference) {
    if (reference.has("service_cv")) {
      double cv = reference.number("service_cv");
      return cv * cv;
    }
    String scv = reference.parameters().getOrDefault("service_scv", "");
    return scv.matches("[\\d.]+") ? Double.parseDouble(scv) : 1;
  }

  private static double burstiness(ReferenceCase reference) {
    if (reference.has("interarrival_cv")) {
      double cv = reference.number("interarrival_cv");
      return cv * cv;
    }
    if (reference.has("mean_batch_size")) {
      boolean geometric = reference.text("batch_size").startsWith("geometric");
      return reference.number("mean_batch_size") * (geometric ? 2 : 1);
    }
    return 1;
  }

  /** Requests per second that the case offers. */
  static double arrivalRate(ReferenceCase reference) {
    if (reference.has("batch_rate_per_s")) {
      return reference.number("batch_rate_per_s") * reference.number("mean_batch_size");
    }
    if (reference.has("mean_interarrival_ms")) {
      return 1000 / reference.number("mean_interarrival_ms");
    }
    return reference.has("mean_arrival_rate_per_s")
        ? reference.number("mean_arrival_rate_per_s")
        : reference.number("arrival_rate_per_s");
  }

  static Distribution service(ReferenceCase reference) {
    return DistributionWords.parse(reference.text("service_yaml"));
  }

  /** The scenario of a case with one station. */
  static Scenario scenario(ReferenceCase reference, Window window, long seed) {
    boolean sharing = reference.has("discipline");
    return QueueScenario.of(
        sharing ? Discipline.PROCESSOR_SHARING : Discipline.FIRST_COME,
        (int) reference.number("servers"),
        reference.has("queue_slots") ? (long) reference.number("queue_slots") : Long.MAX_VALUE,
        arrivals(reference),
        service(reference),
        window,
        seed);
  }

  private static Arrivals arrivals(ReferenceCase reference) {
    if (reference.has("interarrival_yaml")) {
      return new Arrivals.Renewal(DistributionWords.parse(reference.text("interarrival_yaml")));
    }
    if (reference.has("batch_rate_per_s")) {
      double mean = reference.number("mean_batch_size");
      boolean geometric = reference.text("batch_size").startsWith("geometric");
      return new Arrivals.Batch(
          new Arrivals.Poisson(reference.number("batch_rate_per_s")),
          geometric ? new Distribution.Geometric(mean) : new Distribution.Constant(mean));
    }
    if (reference.has("rate1_per_s")) {
      return new Arrivals.Modulated(List.of(state(reference, 1), state(reference, 2)));
    }
    return new Arrivals.Poisson(reference.number("arrival_rate_per_s"));
  }

  private static Arrivals.Modulated.State state(ReferenceCase reference, int number) {
    return new Arrivals.Modulated.State(
        reference.number("rate" + number + "_per_s"),
        QueueScenario.ns(reference.number("mean_sojourn" + number + "_ms")));
  }
}
