package headroom.audit;

import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.TraceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scenarios as hostile as the ranges allow, each a pure function of a seed. */
public final class RandomExperiment {
  private static final int REQUESTS_MIN = 20;
  private static final int REQUESTS_MAX = 400;

  /** Goroutines that a request starts in the mean, at most. */
  private static final int MOST_GOROUTINES = 50;

  /** CPU that a request of the reference profile takes beside its demands, roughly, ns. */
  private static final double RUNTIME_CPU_NS = 50_000;

  private final long seed;
  private final Draws draws;

  private RandomExperiment(long seed) {
    this.seed = seed;
    draws = new Draws(seed, "experiment");
  }

  /** The scenario of a seed: patient clients and requests that share workers and cores only. */
  public static Scenario from(long seed) {
    return new RandomExperiment(seed).scenario();
  }

  /**
   * The scenario of a seed with all that a scenario can have. Requests that the process itself
   * generates, on a timer, have no clients that could ask again.
   */
  public static Scenario ofEverything(long seed) {
    return new RandomExperiment(seed).everything();
  }

  private Scenario scenario() {
    int cores = draws.between(1, 8);
    int gomaxprocs = draws.between(1, 16);
    double scaleNs = draws.logUniform(200, 20e6);
    ServerSettings server = withFront(server(scaleNs));
    RandomSteps steps = new RandomSteps(draws, scaleNs);
    List<RequestClass> classes = classes(steps);
    CostProfile costs = costs();
    double perSecond = ratePerSecond(Math.min(cores, gomaxprocs), server, classes, costs);
    long durationNs = (long) (draws.between(REQUESTS_MIN, REQUESTS_MAX) / perSecond * 1e9);
    Arrivals arrivals =
        draws.chance(0.12)
            ? new Arrivals.Trace(trace(classes.size(), steps.ids(), scaleNs, durationNs))
            : RandomArrivals.ofRate(perSecond, durationNs, draws);
    MachineSettings machine = new RandomMachine(seed).machine(cores, durationNs);
    return new Scenario(
        machine,
        runtime(gomaxprocs, machine),
        draws.chance(0.2) ? draws.between(1, 500) : 0,
        arrivals,
        server,
        classes,
        costs,
        window(durationNs),
        seed);
  }

  private Scenario everything() {
    int cores = draws.between(1, 8);
    int gomaxprocs = draws.between(1, 16);
    double scaleNs = draws.logUniform(200, 20e6);
    boolean generated = draws.chance(0.25);
    boolean stuck = generated && draws.chance(0.2);
    ServerSettings plain = server(scaleNs);
    ServerSettings drawn =
        new ServerSettings(
            stuck ? draws.between(1, 8) : plain.workers(),
            stuck ? draws.between(0, 5) : plain.queueCapacity(),
            stuck ? ServerSettings.WhenFull.BLOCK : plain.whenFull(),
            plain.overhead(),
            generated ? ServerSettings.Accept.TIMER : ServerSettings.Accept.NETWORK,
            stuck || draws.chance(0.6) ? ServerSettings.NO_DEADLINE : timeNs(scaleNs, 0.1, 300),
            (stuck || plain.workers() != ServerSettings.UNBOUNDED) && plain.lockOsThread(),
            new ServerSettings.OneAcceptor());
    ServerSettings server = withFront(drawn);
    RandomResources resources = new RandomResources(draws, scaleNs);
    RandomSteps steps = new RandomSteps(draws, scaleNs, resources);
    List<RequestClass> bounded = bounded(steps);
    List<RequestClass> classes = stuck ? withADeadEnd(bounded) : bounded;
    CostProfile costs = costs();
    double perSecond = ratePerSecond(Math.min(cores, gomaxprocs), server, classes, costs);
    long durationNs = (long) (draws.between(REQUESTS_MIN, REQUESTS_MAX / 2) / perSecond * 1e9);
    MachineSettings machine = new RandomMachine(seed).machine(cores, durationNs);
    return new Scenario(
        machine,
        runtime(gomaxprocs, machine),
        new ProcessSettings(
            draws.chance(0.2) ? draws.between(1, 500) : 0, stuck ? 0 : draws.between(0, 3)),
        new RandomMemory(seed).settings(),
        arrivals(perSecond, durationNs, scaleNs, classes.size(), steps.ids(), generated),
        generated ? ClientSettings.PATIENT : clients(scaleNs),
        server,
        classes,
        resources.resources(),
        costs,
        window(durationNs),
        seed);
  }

  /** Half of the programs whose limit changes follow it. */
  private RuntimeSettings runtime(int gomaxprocs, MachineSettings machine) {
    if (machine.quotaChanges().isEmpty() || new Draws(seed, "follows").chance(0.3)) {
      return new RuntimeSettings("1.26", gomaxprocs);
    }
    return new RuntimeSettings("1.26", DefaultProcessors.of("1.26", machine), true);
  }

  /** The same server, or a net/http one with a few connections or as many as it takes. */
  private ServerSettings withFront(ServerSettings server) {
    Draws fronts = new Draws(seed, "front");
    if (server.accept() == ServerSettings.Accept.TIMER || fronts.chance(0.6)) {
      return server;
    }
    int connections =
        fronts.chance(0.3) ? ServerSettings.NetHttp.UNLIMITED : (int) fronts.logUniform(1, 50);
    return server.withFront(new ServerSettings.NetHttp(connections));
  }

  /** Classes whose requests do not start goroutines by the hundred. */
  private List<RequestClass> bounded(RandomSteps steps) {
    while (true) {
      List<RequestClass> classes = classes(steps);
      if (classes.stream().allMatch(c -> StartedGoroutines.of(c.steps()) < MOST_GOROUTINES)) {
        return classes;
      }
    }
  }

  /** Each request at last waits for a value that nobody sends. */
  private static List<RequestClass> withADeadEnd(List<RequestClass> classes) {
    List<RequestClass> longer = new ArrayList<>();
    for (RequestClass requests : classes) {
      List<RequestStep> steps = new ArrayList<>(requests.steps());
      steps.add(new SharedStep.Receive(null, RandomResources.NEVER));
      longer.add(new RequestClass(requests.name(), requests.share(), steps));
    }
    return longer;
  }

  private Arrivals arrivals(
      double perSecond,
      long durationNs,
      double scaleNs,
      int classes,
      List<String> ids,
      boolean generated) {
    if (!generated && draws.chance(0.25)) {
      // as many users as keep the rate when the server takes no time
      int users = draws.between(1, 40);
      return new Arrivals.ClosedLoop(users, RandomArrivals.gap(users * 1e9 / perSecond, draws));
    }
    return draws.chance(0.12)
        ? new Arrivals.Trace(trace(classes, ids, scaleNs, durationNs))
        : RandomArrivals.ofRate(perSecond, durationNs, draws);
  }

  private ClientSettings clients(double scaleNs) {
    if (draws.chance(0.4)) {
      return ClientSettings.PATIENT;
    }
    boolean forEver = draws.chance(0.05);
    // who asks for ever without a pause never lets the time go on
    Distribution backoff =
        forEver
            ? new Distribution.Constant(timeNs(scaleNs, 0.1, 10))
            : RandomDistribution.ofMean(scaleNs * draws.logUniform(0.01, 10), draws);
    return new ClientSettings(
        draws.chance(0.3) ? ClientSettings.NONE : timeNs(scaleNs, 0.1, 300),
        forEver ? ClientSettings.UNLIMITED : draws.between(0, 4),
        backoff,
        draws.uniform(1, 3),
        draws.chance(0.5) ? Double.POSITIVE_INFINITY : draws.uniform(0, 0.5));
  }

  private long timeNs(double scaleNs, double low, double high) {
    return 1 + (long) (scaleNs * draws.logUniform(low, high));
  }

  private ServerSettings server(double scaleNs) {
    int workers = draws.chance(0.2) ? ServerSettings.UNBOUNDED : (int) draws.logUniform(1, 65);
    long queue = draws.chance(0.3) ? ServerSettings.UNLIMITED : draws.between(0, 50);
    return new ServerSettings(
        workers,
        draws.chance(0.2) ? 0 : queue,
        draws.oneOf(ServerSettings.WhenFull.class),
        RandomDistribution.ofMean(draws.chance(0.5) ? 0 : scaleNs / 10, draws),
        draws.oneOf(ServerSettings.Accept.class),
        ServerSettings.NO_DEADLINE,
        workers != ServerSettings.UNBOUNDED && draws.chance(0.3),
        new ServerSettings.OneAcceptor());
  }

  private List<RequestClass> classes(RandomSteps steps) {
    int count = draws.chance(0.6) ? 1 : draws.between(2, 4);
    double left = 1;
    List<RequestClass> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double share = i == count - 1 ? left : left * draws.uniform(0, 1);
      left -= share;
      classes.add(new RequestClass("class" + i, share, steps.sequence()));
    }
    return classes;
  }

  /** A built-in profile; half of the time with a few constants changed, down to 0. */
  private CostProfile costs() {
    CostProfile measured =
        new Draws(seed, "profile").chance(0.4) ? CostProfile.linux() : CostProfile.reference();
    CostProfile costs = draws.chance(0.35) ? CostProfile.ideal() : measured;
    int changes = draws.chance(0.5) ? 0 : draws.between(1, 6);
    for (int i = 0; i < changes; i++) {
      Cost cost = draws.oneOf(Cost.class);
      costs = costs.with(cost, draws.chance(0.3) ? cost.ideal() : changed(cost));
    }
    return costs;
  }

  private double changed(Cost cost) {
    return switch (cost) {
      case GO_POLL -> draws.between(0, 1);
      case CPU_STRETCH -> draws.uniform(0, 3);
      case OS_WAKE_CV, SYSMON_STRAY_SHARE, HTTP_READ_SHARE -> draws.uniform(0, 1);
      case HOST_FOREIGN_SHARE -> draws.uniform(0, 0.5);
      default -> cost.reference() * draws.logUniform(0.1, 10);
    };
  }

  /** From almost no load to twice what the cores, or the workers, can do. */
  private double ratePerSecond(
      int running, ServerSettings server, List<RequestClass> classes, CostProfile costs) {
    double extraNs = costs.value(Cost.NET_SEND_CPU) > 0 ? RUNTIME_CPU_NS : 100;
    double cpuNs = server.overhead().mean() + extraNs;
    double lengthNs = cpuNs;
    for (RequestClass requests : classes) {
      MeanNeed need = MeanTimes.of(requests.steps());
      cpuNs += requests.share() * need.cpuNs();
      lengthNs += requests.share() * need.elapsedNs();
    }
    double capacity = 1e9 * Math.min(running / cpuNs, server.workers() / lengthNs);
    return capacity * (draws.chance(0.2) ? draws.uniform(1, 2) : draws.logUniform(0.01, 1));
  }

  private Window window(long durationNs) {
    long warmUpNs =
        draws.chance(0.4) ? 0 : draws.chance(0.2) ? 1 : (long) (durationNs * draws.uniform(0, 0.7));
    return Window.evenlySampled(warmUpNs, Math.max(1, durationNs), draws.between(0, 30));
  }

  /** A trace with values for some of the steps; a third of its cells are empty. */
  private TraceTable trace(int classes, List<String> ids, double scaleNs, long durationNs) {
    int rows = draws.between(1, 200);
    long[] arrivalNs = new long[rows];
    int[] classIndex = new int[rows];
    for (int row = 0; row < rows; row++) {
      arrivalNs[row] = (long) (durationNs * draws.uniform(0, 1.5));
      classIndex[row] = draws.between(0, classes - 1);
    }
    Arrays.sort(arrivalNs);
    List<String> columns = new ArrayList<>();
    for (String id : ids) {
      if (draws.chance(0.5)) {
        columns.add(draws.chance(0.5) ? id : id + ".1");
      }
    }
    long[][] demands = new long[columns.size()][rows];
    for (long[] column : demands) {
      for (int row = 0; row < rows; row++) {
        column[row] = draws.chance(0.3) ? TraceTable.NONE : (long) (scaleNs * draws.uniform(0, 2));
      }
    }
    return new TraceTable("trace.csv", arrivalNs, classIndex, columns, demands);
  }
}
