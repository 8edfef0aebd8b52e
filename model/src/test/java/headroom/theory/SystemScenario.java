package headroom.theory;

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
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import headroom.testing.DistributionWords;
import headroom.testing.QueueScenario;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A case with clients, several stations, branches or time limits in the words of the model, without
 * any cost. A server is a worker of the pool; a station is a pool of as many connections as it has
 * servers, first come first served, which a request calls for the time of its service.
 */
final class SystemScenario {
  /** Says in the id of a case that its workers never wait for a request. */
  static final String SATURATED = " saturated";

  /** Says in the id of a case that nobody asks twice. */
  static final String WITHOUT_RETRIES = " without retries";

  /** {@code cpu: demand 20 ms, 4 server(s)}. */
  private static final Pattern STATION =
      Pattern.compile("(\\w+): demand ([\\d.]+) ms, (\\d+) server");

  /** {@code station 1: 2 server(s), exponential(15ms)}. */
  private static final Pattern TANDEM =
      Pattern.compile("station (\\d): (\\d+) server\\(s\\), exponential\\(([\\d.]+)ms\\)");

  /** Requests per second where none waits for another, so that any number will do. */
  private static final double WITHOUT_QUEUES = 1000;

  private final ReferenceCase reference;
  private final List<Resources.PoolSettings> pools = new ArrayList<>();
  private final List<RequestStep> steps = new ArrayList<>();
  private Arrivals arrivals;
  private ClientSettings clients = ClientSettings.PATIENT;
  private int workers = ServerSettings.UNBOUNDED;
  private long queueCapacity = ServerSettings.UNLIMITED;
  private long deadlineNs = ServerSettings.NO_DEADLINE;

  private SystemScenario(ReferenceCase reference) {
    this.reference = reference;
    arrivals = new Arrivals.Poisson(arrivalRate(reference));
    switch (reference.family()) {
      case "06-closed-interactive" -> {
        closedLoop(DistributionWords.parse(reference.text("think_yaml")));
        servers();
      }
      case "07-closed-network" -> {
        closedLoop(exponential(reference.number("mean_think_ms")));
        stations();
      }
      case "09-tandem-jackson" -> tandem();
      case "10-fork-join" -> branches();
      case "12-timeouts" -> timeouts();
      case "15-retries" -> retries();
      case "19-nested-resources" -> nested();
      default -> throw new IllegalArgumentException(reference.id());
    }
  }

  /** The scenario of a case. */
  static Scenario of(ReferenceCase reference, Window window, long seed) {
    return new SystemScenario(reference).scenario(window, seed);
  }

  /** About how many requests arrive per second. */
  static double arrivalRate(ReferenceCase reference) {
    if (reference.id().endsWith(SATURATED)) {
      return reference.value("saturation_throughput_per_s");
    }
    return reference.has("arrival_rate_per_s")
        ? reference.number("arrival_rate_per_s")
        : reference.values().getOrDefault("throughput_per_s", WITHOUT_QUEUES);
  }

  private void closedLoop(Distribution think) {
    arrivals = new Arrivals.ClosedLoop((int) reference.number("users"), think);
  }

  private void servers() {
    workers = (int) reference.number("servers");
    steps.add(new WorkStep.NetworkIo(null, service()));
  }

  private void stations() {
    Matcher station = STATION.matcher(reference.text("stations"));
    while (station.find()) {
      double meanMs = Double.parseDouble(station.group(2));
      steps.add(station(station.group(1), Integer.parseInt(station.group(3)), meanMs));
    }
  }

  private void tandem() {
    Matcher station = TANDEM.matcher(reference.text("stations"));
    while (station.find()) {
      double meanMs = Double.parseDouble(station.group(3));
      steps.add(station("station" + station.group(1), Integer.parseInt(station.group(2)), meanMs));
    }
  }

  /** Each branch with a queue of its own, or none with any. */
  private void branches() {
    double meanMs = reference.number("mean_service_ms");
    if (reference.id().startsWith("fanout")) {
      RequestStep step = new WorkStep.NetworkIo(null, exponential(meanMs));
      steps.add(spawn((int) reference.number("branches"), List.of(List.of(step))));
    } else {
      List<RequestStep> a = List.of(station("a", 1, meanMs));
      List<RequestStep> b = List.of(station("b", 1, meanMs));
      steps.add(spawn(1, List.of(a, b)));
    }
  }

  private void timeouts() {
    long timeoutNs = QueueScenario.ns(reference.number("timeout_ms"));
    if (reference.id().startsWith("queue_timeout")) {
      pools.add(new Resources.PoolSettings("a", (int) reference.number("servers"), timeoutNs));
      steps.add(new SharedStep.Call(null, "a", service(), RequestStep.NO_LIMIT));
      return;
    }
    servers();
    if (reference.id().startsWith("deadline")) {
      deadlineNs = timeoutNs;
    } else {
      clients =
          new ClientSettings(
              timeoutNs, 0, new Distribution.Constant(0), 1, Double.POSITIVE_INFINITY);
    }
  }

  /** With a limited number of retries each waits twice as long as the one before. */
  private void retries() {
    servers();
    queueCapacity = (long) reference.number("system_capacity_K") - workers;
    if (reference.id().endsWith(WITHOUT_RETRIES)) {
      return;
    }
    boolean forEver = !reference.has("retries");
    clients =
        new ClientSettings(
            ClientSettings.NONE,
            forEver ? ClientSettings.UNLIMITED : (int) reference.number("retries"),
            exponential(reference.number("mean_backoff_ms")),
            forEver ? 1 : 2,
            Double.POSITIVE_INFINITY);
  }

  private void nested() {
    workers = (int) reference.number("workers");
    steps.add(
        station("cpu", (int) reference.number("processors"), reference.number("mean_cpu_ms")));
    steps.add(
        station(
            "db", (int) reference.number("pool_connections"), reference.number("mean_call_ms")));
    if (reference.id().endsWith(SATURATED)) {
      // one request always waits
      arrivals = new Arrivals.ClosedLoop(workers + 1, new Distribution.Constant(0));
    }
  }

  private Distribution service() {
    return DistributionWords.parse(reference.text("service_yaml"));
  }

  private static Distribution exponential(double meanMs) {
    return meanMs == 0 ? new Distribution.Constant(0) : new Distribution.Exponential(meanMs * 1e6);
  }

  private RequestStep station(String name, int servers, double meanMs) {
    pools.add(new Resources.PoolSettings(name, servers, RequestStep.NO_LIMIT));
    return new SharedStep.Call(null, name, exponential(meanMs), RequestStep.NO_LIMIT);
  }

  private static RequestStep spawn(int count, List<List<RequestStep>> branches) {
    return new BlockStep.Spawn(null, new Distribution.Constant(count), branches, true);
  }

  private Scenario scenario(Window window, long seed) {
    ServerSettings server =
        new ServerSettings(
            workers,
            queueCapacity,
            ServerSettings.WhenFull.REJECT,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK,
            deadlineNs);
    return new Scenario(
        new MachineSettings(1),
        new RuntimeSettings("1.26", 1),
        new ProcessSettings(0, 0),
        arrivals,
        clients,
        server,
        List.of(new RequestClass("request", 1, steps)),
        new Resources(pools, List.of(), List.of(), List.of()),
        CostProfile.ideal(),
        window,
        seed);
  }
}
