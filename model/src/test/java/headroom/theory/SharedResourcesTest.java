package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.observe.Observation;
import headroom.model.observe.TimeComponent;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.testing.DistributionWords;
import headroom.testing.ParallelReplications;
import headroom.testing.QueueScenario;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Families 10 (fork and join), 12 (timeouts, but those of clients) and 19 (nested resources) of the
 * queueing reference: {@code spawn}, {@code call} with a longest wait, {@code deadline}.
 *
 * <p>Percentiles are judged by the share of requests above the golden value. Not observed, and so
 * left out: the response of a single branch, and the probability of a wait for a connection.
 */
class SharedResourcesTest {
  private static final int REPLICATIONS = 24;
  private static final double REQUESTS = 1.2e6;
  private static final double WARM_UP_SERVICES = 2_000;
  private static final Pattern PERCENTILE =
      Pattern.compile("(response|wait_for_worker)(?:_served|_completed)?_p(\\d+)_ms");

  static List<ReferenceCase> cases() {
    List<ReferenceCase> cases = new ArrayList<>();
    cases.addAll(ReferenceCase.family("10-fork-join"));
    for (ReferenceCase timeout : ReferenceCase.family("12-timeouts")) {
      if (!timeout.id().startsWith("client_")) {
        cases.add(timeout);
      }
    }
    cases.addAll(ReferenceCase.family("19-nested-resources"));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheory(ReferenceCase reference) {
    double perSecond =
        reference.has("arrival_rate_per_s") ? reference.number("arrival_rate_per_s") : 1000;
    double windowMs = REQUESTS / REPLICATIONS / perSecond * 1000;
    double warmUpMs = WARM_UP_SERVICES * 20;
    Window window = Window.evenlySampled(QueueScenario.ns(warmUpMs), QueueScenario.ns(windowMs), 1);
    Scenario scenario = scenario(reference, perSecond, window);
    List<Seen> seen =
        ParallelReplications.run(0, REPLICATIONS, 2, r -> seen(reference, scenario, r));
    int judged = 0;
    for (String metric : reference.values().keySet()) {
      Optional<Ratio> ratio = ratio(reference, metric);
      if (ratio.isPresent()) {
        judge(reference, metric, ratio.get(), seen);
        judged++;
      }
    }
    assertThat(judged).isGreaterThanOrEqualTo(5);
  }

  private static Seen seen(ReferenceCase reference, Scenario scenario, int replication) {
    Tails tails = new Tails(reference, scenario.window());
    return new Seen(Simulation.run(scenario, replication, tails, null), tails.above);
  }

  /** A replication, and for each percentile the number of requests above the golden value. */
  private record Seen(Observation observation, Map<String, Long> above) {}

  /** Counts without the buckets of a histogram. */
  private static final class Tails implements Simulation.RequestListener {
    final Map<String, Long> above = new LinkedHashMap<>();
    private final ReferenceCase reference;
    private final Window window;
    private final List<String> metrics;

    Tails(ReferenceCase reference, Window window) {
      this.reference = reference;
      this.window = window;
      metrics =
          reference.values().keySet().stream()
              .filter(m -> PERCENTILE.matcher(m).matches())
              .toList();
      metrics.forEach(metric -> above.put(metric, 0L));
    }

    @Override
    public void ended(
        long index,
        int classIndex,
        long arrivalNs,
        long startNs,
        long endNs,
        Simulation.Outcome outcome) {
      if (outcome != Simulation.Outcome.COMPLETED
          || arrivalNs < window.warmUpNs()
          || arrivalNs >= window.endNs()) {
        return;
      }
      for (String metric : metrics) {
        long timeNs = (metric.startsWith("response") ? endNs : startNs) - arrivalNs;
        if (timeNs > reference.value(metric) * 1e6) {
          above.merge(metric, 1L, Long::sum);
        }
      }
    }
  }

  /** What must equal {@code target}. */
  private record Ratio(
      ToDoubleFunction<Seen> numerator, ToDoubleFunction<Seen> denominator, double target) {}

  private static void judge(ReferenceCase reference, String metric, Ratio ratio, List<Seen> seen) {
    RatioEstimate estimate =
        new RatioEstimate(
            seen.stream().mapToDouble(ratio.numerator()).toArray(),
            seen.stream().mapToDouble(ratio.denominator()).toArray());
    double target = ratio.target();
    double error = estimate.standardError(target);
    String what = reference.id() + " " + metric + ": " + estimate.estimate() + ", not " + target;
    if (error <= 1e-9 || target == 0) {
      assertThat(Math.abs(estimate.estimate() - target)).as(what).isLessThan(1e-6);
      return;
    }
    assertThat(estimate.studentT(target)).as(what).isBetween(-4.0, 4.0);
    if (metric.startsWith("mean_response")) {
      assertThat(error / target).as(what).isLessThan(0.02);
    }
  }

  private static Optional<Ratio> ratio(ReferenceCase reference, String metric) {
    double golden = reference.value(metric);
    Matcher percentile = PERCENTILE.matcher(metric);
    if (percentile.matches()) {
      double tail = 1 - Double.parseDouble("0." + percentile.group(2));
      if (golden == 0) {
        return Optional.empty(); // more than that many do not wait
      }
      return Optional.of(
          new Ratio(
              s -> s.above().getOrDefault(metric, 0L),
              s -> s.observation().counts().completed(),
              tail));
    }
    return Optional.ofNullable(
        switch (metric) {
          case "mean_response_ms", "mean_response_served_ms", "mean_response_completed_ms" ->
              mean(o -> o.latencyNs().getMean() / 1e6, golden);
          case "mean_wait_for_worker_ms" -> mean(o -> o.waitNs().getMean() / 1e6, golden);
          case "mean_wait_served_ms" ->
              mean(o -> o.breakdown().meanNs(TimeComponent.POOL) / 1e6, golden);
          case "mean_wait_for_connection_ms" ->
              mean(
                  o -> o.breakdown().meanNs(TimeComponent.POOL) / 1e6,
                  golden + reference.value("mean_wait_for_processor_ms"));
          case "timeout_fraction" ->
              new Ratio(
                  s -> s.observation().counts().timedOut(),
                  s -> s.observation().counts().offered(),
                  golden);
          case "throughput_per_s" ->
              new Ratio(
                  s -> s.observation().completionsInWindow(),
                  s -> s.observation().windowNs() / 1e9,
                  golden);
          case "utilisation" ->
              reference.id().startsWith("deadline")
                  ? mean(o -> o.levels().meanBusyWorkers(), golden)
                  : null;
          case "worker_utilisation" ->
              mean(o -> o.levels().meanBusyWorkers() / reference.number("workers"), golden);
          default -> null;
        });
  }

  private static Ratio mean(ToDoubleFunction<Observation> of, double golden) {
    return new Ratio(
        s -> of.applyAsDouble(s.observation()) * s.observation().counts().completed(),
        s -> s.observation().counts().completed(),
        golden);
  }

  private static Scenario scenario(ReferenceCase reference, double perSecond, Window window) {
    String id = reference.id();
    Resources resources = Resources.NONE;
    RequestStep step;
    int workers = ServerSettings.UNBOUNDED;
    long deadlineNs = ServerSettings.NO_DEADLINE;
    List<RequestStep> steps;
    if (id.startsWith("fanout")) {
      step = new RequestStep.NetworkIo(null, exponential(reference.number("mean_service_ms")));
      steps = List.of(spawn((int) reference.number("branches"), List.of(List.of(step))));
    } else if (id.startsWith("fj2")) {
      resources = pools(pool("a", 1), pool("b", 1));
      Distribution time = exponential(reference.number("mean_service_ms"));
      steps = List.of(spawn(1, List.of(List.of(call("a", time)), List.of(call("b", time)))));
    } else if (id.startsWith("queue_timeout")) {
      resources =
          pools(
              new Resources.Pool(
                  "a",
                  (int) reference.number("servers"),
                  QueueScenario.ns(reference.number("timeout_ms"))));
      steps = List.of(call("a", DistributionWords.parse(reference.text("service_yaml"))));
    } else if (id.startsWith("deadline")) {
      workers = 1;
      deadlineNs = QueueScenario.ns(reference.number("timeout_ms"));
      steps =
          List.of(
              new RequestStep.NetworkIo(
                  null, DistributionWords.parse(reference.text("service_yaml"))));
    } else {
      workers = (int) reference.number("workers");
      resources =
          pools(
              pool("cpu", (int) reference.number("processors")),
              pool("db", (int) reference.number("pool_connections")));
      steps =
          List.of(
              call("cpu", exponential(reference.number("mean_cpu_ms"))),
              call("db", exponential(reference.number("mean_call_ms"))));
    }
    return new Scenario(
            new MachineSettings(1),
            new RuntimeSettings("1.26", 1),
            0,
            new Arrivals.Poisson(perSecond),
            new ServerSettings(
                workers,
                ServerSettings.UNLIMITED,
                ServerSettings.WhenFull.BLOCK,
                new Distribution.Constant(0),
                ServerSettings.Accept.NETWORK,
                deadlineNs),
            List.of(new RequestClass("request", 1, steps)),
            CostProfile.ideal(),
            window,
            id.hashCode())
        .withResources(resources);
  }

  private static Distribution exponential(double meanMs) {
    return new Distribution.Exponential(meanMs * 1e6);
  }

  private static RequestStep call(String pool, Distribution time) {
    return new RequestStep.Call(null, pool, time, RequestStep.NO_LIMIT);
  }

  private static RequestStep spawn(int count, List<List<RequestStep>> branches) {
    return new RequestStep.Spawn(null, new Distribution.Constant(count), branches, true);
  }

  private static Resources.Pool pool(String name, int size) {
    return new Resources.Pool(name, size, RequestStep.NO_LIMIT);
  }

  private static Resources pools(Resources.Pool... pools) {
    return new Resources(List.of(pools), List.of(), List.of(), List.of());
  }
}
