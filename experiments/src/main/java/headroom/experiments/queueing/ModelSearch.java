package headroom.experiments.queueing;

import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the known model that an experiment has the structure of, if there is one. Requests may
 * consist of {@code cpu}, {@code io} and {@code sleep}, and wait at one place only:
 *
 * <ul>
 *   <li>for a worker, where there are no more workers than Ps and cores, or requests do not
 *       compute: M/M/c, M/G/1, or users who think;
 *   <li>for a core, where requests only compute, once, for an exponential time, and there are as
 *       many workers as cores or more: M/M/c for the mean, or users who think;
 *   <li>nowhere, where every request has its own goroutine and does not compute.
 * </ul>
 *
 * <p>Left out is all that has no such formula: requests that wait for a core and for the network (a
 * goroutine that comes back from the network waits for a P again, though it is done); deadlines,
 * timeouts and retries; traces and arrivals that are not Poisson; quotas and neighbours; memory;
 * shared resources; many servers with times that are not exponential.
 */
public final class ModelSearch {
  private static final double NS_PER_S = 1e9;

  /** Parts of a request up to this share of it are taken for costs. */
  private static final double HARDLY_COUNTS = 0.01;

  private final Scenario scenario;
  private final List<Part> parts = new ArrayList<>();

  /** A part of a request. */
  private record Part(boolean computes, Distribution time) {
    boolean isExponential() {
      return time instanceof Distribution.Exponential;
    }
  }

  private ModelSearch(Scenario scenario) {
    this.scenario = scenario;
  }

  /** The model; null if there is none, or it has no steady state. */
  public static @Nullable KnownModel of(Scenario scenario) {
    ModelSearch search = new ModelSearch(scenario);
    if (!search.isPlain()) {
      return null;
    }
    KnownModel model =
        scenario.classes().size() == 1 && search.read(scenario.classes().get(0))
            ? search.ofOneClass()
            : scenario.classes().size() > 1 ? search.ofClasses() : null;
    return model != null && model.station().isStable() ? model : null;
  }

  /** Whether nothing but workers and cores is waited for, and nobody gives up. */
  private boolean isPlain() {
    ServerSettings server = scenario.server();
    MachineSettings machine = scenario.machine();
    ClientSettings clients = scenario.clients();
    return !server.isHttp()
        && !server.lockOsThread()
        && server.deadlineNs() == ServerSettings.NO_DEADLINE
        && clients.timeoutNs() == ClientSettings.NONE
        && clients.retries() == 0
        && !machine.isLimited()
        && machine.sidecars().isEmpty()
        && machine.neighbours().isEmpty()
        && !scenario.allocates();
  }

  /**
   * Finds the parts of a request of {@code requestClass}, but for those that hardly count; false if
   * a step has no formula.
   */
  private boolean read(RequestClass requestClass) {
    parts.clear();
    parts.add(new Part(true, scenario.server().overhead()));
    for (RequestStep step : requestClass.steps()) {
      if (step instanceof WorkStep.Cpu computed) {
        parts.add(new Part(true, computed.time()));
      } else if (step instanceof WorkStep.NetworkIo io) {
        parts.add(new Part(false, io.time()));
      } else if (step instanceof WorkStep.Sleep sleep) {
        parts.add(new Part(false, sleep.time()));
      } else {
        return false;
      }
    }
    double all = parts.stream().mapToDouble(part -> part.time().mean()).sum();
    parts.removeIf(part -> part.time().mean() <= HARDLY_COUNTS * all);
    return !parts.isEmpty();
  }

  private int places() {
    return Math.min(scenario.machine().cores(), scenario.runtime().gomaxprocs());
  }

  private ServiceMoments service() {
    ServiceMoments sum = ServiceMoments.NONE;
    for (Part part : parts) {
      sum = sum.then(ServiceMoments.of(part.time()));
    }
    return sum;
  }

  private static boolean isUnlimited(ServerSettings server, Arrivals arrivals) {
    boolean enough =
        arrivals instanceof Arrivals.ClosedLoop loop && loop.users() <= server.workers();
    return enough || server.workers() == ServerSettings.UNBOUNDED;
  }

  private @Nullable KnownModel ofOneClass() {
    int workers = scenario.server().workers();
    boolean unlimited = isUnlimited(scenario.server(), scenario.arrivals());
    boolean computes = parts.stream().anyMatch(Part::computes);
    boolean onlyComputes = parts.stream().allMatch(Part::computes);
    boolean exponential = parts.size() == 1 && parts.get(0).isExponential();
    if (unlimited && !computes) {
      Station nowhere = new Station.Unlimited(service().meanS());
      return new KnownModel("no queue", "requests that wait for nobody", nowhere, false);
    }
    if (!unlimited && (!computes || workers <= places())) {
      return model(workers, service(), exponential, false);
    }
    return exponential && onlyComputes ? model(places(), service(), true, true) : null;
  }

  /** One worker that serves several classes is M/G/1 with the mixture of their times. */
  private @Nullable KnownModel ofClasses() {
    if (scenario.server().workers() != 1) {
      return null;
    }
    double mean = 0;
    double second = 0;
    for (RequestClass requestClass : scenario.classes()) {
      if (!read(requestClass)) {
        return null;
      }
      ServiceMoments one = service();
      mean += requestClass.share() * one.meanS();
      second += requestClass.share() * one.secondMoment();
    }
    ServiceMoments mixture = new ServiceMoments(mean, second - mean * mean);
    return model(1, mixture, false, false);
  }

  private @Nullable KnownModel model(
      int count, ServiceMoments service, boolean exponential, boolean byCores) {
    String servers = count + (byCores ? " core" : " worker") + (count == 1 ? "" : "s");
    if (scenario.arrivals() instanceof Arrivals.ClosedLoop loop && exponential) {
      double thinkS = loop.think().mean() / NS_PER_S;
      ThinkingUsers users = new ThinkingUsers(loop.users(), thinkS, service.meanS(), count);
      String what = loop.users() + " users who think, " + servers + ", exponential times";
      return new KnownModel("a closed loop", what, users, byCores);
    }
    if (!(scenario.arrivals() instanceof Arrivals.Poisson poisson)) {
      return null;
    }
    double rate = poisson.ratePerSecond();
    if (exponential) {
      MultiServerQueue queue = new MultiServerQueue(rate, service.meanS(), count);
      String what = "Poisson arrivals, " + servers + ", exponential times";
      return new KnownModel("M/M/" + count, what, queue, byCores);
    }
    if (count == 1 && !byCores && Double.isFinite(service.variance())) {
      String what = "Poisson arrivals, 1 worker, times of any distribution";
      return new KnownModel("M/G/1", what, new SingleServerQueue(rate, service), false);
    }
    return null;
  }
}
