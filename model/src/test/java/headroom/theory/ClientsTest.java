package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import headroom.testing.DistributionWords;
import headroom.testing.QueueScenario;
import headroom.testing.ReferenceCase;
import headroom.theory.GoldenRatios.Precision;
import headroom.theory.GoldenRatios.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Families 06 and 07 (closed loops), 15 (retries) and the client timeouts of 12 of the queueing
 * reference. The stations of 07 are pools of connections.
 *
 * <p>Not observed, and so left out: what single stations of 07 hold, and the share of first
 * attempts that is rejected where attempts are not told apart (with one retry it follows from the
 * retries).
 */
class ClientsTest {
  private static final double REQUESTS = 1.2e6;
  private static final double WARM_UP_MS = 40_000;
  private static final Pattern STATION =
      Pattern.compile("(\\w+): demand ([\\d.]+) ms, (\\d+) server");

  static List<ReferenceCase> cases() {
    List<ReferenceCase> cases = new ArrayList<>();
    cases.addAll(ReferenceCase.family("06-closed-interactive"));
    cases.addAll(ReferenceCase.family("07-closed-network"));
    for (ReferenceCase timeout : ReferenceCase.family("12-timeouts")) {
      if (timeout.id().startsWith("client_")) {
        cases.add(timeout);
      }
    }
    cases.addAll(ReferenceCase.family("15-retries"));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheory(ReferenceCase reference) {
    check(reference, Precision.FAST);
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Tag("long")
  void agreesWithTheoryInFullPrecision(ReferenceCase reference) {
    check(reference, Precision.FULL);
  }

  private static void check(ReferenceCase reference, Precision precision) {
    double perSecond =
        reference.has("arrival_rate_per_s")
            ? reference.number("arrival_rate_per_s")
            : reference.value("throughput_per_s");
    Window window = GoldenRatios.window(precision, perSecond, REQUESTS, WARM_UP_MS);
    Scenario scenario = scenario(reference, window);
    int judged =
        GoldenRatios.check(reference, scenario, precision, metric -> ratio(reference, metric));
    assertThat(judged).isGreaterThanOrEqualTo(2);
  }

  private static Optional<Ratio> ratio(ReferenceCase reference, String metric) {
    double golden = reference.value(metric);
    return Optional.ofNullable(
        switch (metric) {
          case "mean_response_ms" -> Ratio.mean(o -> o.latencyNs().getMean() / 1e6, golden);
          case "mean_wait_ms" -> Ratio.mean(o -> o.waitNs().getMean() / 1e6, golden);
          case "throughput_per_s", "goodput_per_s" ->
              Ratio.perSecond(o -> o.completionsInWindow(), golden);
          case "server_throughput_per_s" ->
              Ratio.perSecond(o -> o.completionsInWindow() + o.counts().wasted(), golden);
          case "utilisation" ->
              Ratio.mean(o -> o.levels().meanBusyWorkers() / reference.number("servers"), golden);
          case "mean_number_in_system" -> Ratio.mean(o -> o.levels().meanInSystem(), golden);
          case "timeout_fraction" ->
              new Ratio(o -> o.counts().timedOut(), o -> o.counts().offered(), golden);
          case "lost_fraction" ->
              new Ratio(o -> o.counts().rejected(), o -> o.counts().offered(), golden);
          case "mean_attempts_per_request" ->
              new Ratio(
                  o -> o.counts().offered() + o.counts().retried(),
                  o -> o.counts().offered(),
                  golden);
          case "first_attempt_rejected_fraction" ->
              reference.has("retries") && reference.number("retries") == 1
                  ? new Ratio(o -> o.counts().retried(), o -> o.counts().offered(), golden)
                  : null;
          default -> null;
        });
  }

  private static Scenario scenario(ReferenceCase reference, Window window) {
    Resources resources = Resources.NONE;
    int workers = ServerSettings.UNBOUNDED;
    Arrivals arrivals;
    List<RequestStep> steps = new ArrayList<>();
    if (reference.has("users")) {
      Distribution think =
          reference.has("think_yaml")
              ? DistributionWords.parse(reference.text("think_yaml"))
              : exponential(reference.number("mean_think_ms"));
      arrivals = new Arrivals.ClosedLoop((int) reference.number("users"), think);
    } else {
      arrivals = new Arrivals.Poisson(reference.number("arrival_rate_per_s"));
    }
    if (reference.has("stations")) {
      List<Resources.PoolSettings> pools = new ArrayList<>();
      Matcher station = STATION.matcher(reference.text("stations"));
      while (station.find()) {
        String name = station.group(1).toLowerCase(Locale.ROOT);
        pools.add(
            new Resources.PoolSettings(
                name, Integer.parseInt(station.group(3)), RequestStep.NO_LIMIT));
        steps.add(
            new SharedStep.Call(
                null,
                name,
                exponential(Double.parseDouble(station.group(2))),
                RequestStep.NO_LIMIT));
      }
      resources = new Resources(pools, List.of(), List.of(), List.of());
    } else {
      workers = (int) reference.number("servers");
      steps.add(
          new WorkStep.NetworkIo(null, DistributionWords.parse(reference.text("service_yaml"))));
    }
    return new Scenario(
        new MachineSettings(1),
        new RuntimeSettings("1.26", 1),
        new ProcessSettings(0, 0),
        arrivals,
        clients(reference),
        new ServerSettings(
            workers,
            reference.has("system_capacity_K")
                ? (long) reference.number("system_capacity_K") - workers
                : ServerSettings.UNLIMITED,
            ServerSettings.WhenFull.REJECT,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK),
        List.of(new RequestClass("request", 1, steps)),
        resources,
        CostProfile.ideal(),
        window,
        reference.id().hashCode());
  }

  private static ClientSettings clients(ReferenceCase reference) {
    if (reference.id().startsWith("client_")) {
      return new ClientSettings(
          QueueScenario.ns(reference.number("timeout_ms")),
          0,
          new Distribution.Constant(0),
          1,
          Double.POSITIVE_INFINITY);
    }
    if (reference.has("mean_backoff_ms")) {
      boolean forEver = reference.id().startsWith("retrial");
      return new ClientSettings(
          ClientSettings.NONE,
          forEver ? ClientSettings.UNLIMITED : (int) reference.number("retries"),
          exponential(reference.number("mean_backoff_ms")),
          forEver ? 1 : 2,
          Double.POSITIVE_INFINITY);
    }
    return ClientSettings.PATIENT;
  }

  private static Distribution exponential(double meanMs) {
    return meanMs == 0 ? new Distribution.Constant(0) : new Distribution.Exponential(meanMs * 1e6);
  }
}
