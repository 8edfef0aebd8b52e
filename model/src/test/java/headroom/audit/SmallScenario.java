package headroom.audit;

import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.util.List;

/**
 * A scenario with little in it, changed part by part: one core, one worker, an unlimited queue,
 * requests that compute for a constant time, no warm-up.
 */
public record SmallScenario(
    int cores,
    int gomaxprocs,
    CostProfile costs,
    Arrivals arrivals,
    ServerSettings server,
    List<RequestClass> classes,
    Window window) {

  /** Requests of {@code cpuNs} each. */
  public static SmallScenario of(CostProfile costs, Arrivals arrivals, long cpuNs, Window window) {
    RequestStep cpu = new WorkStep.Cpu(null, new Distribution.Constant(cpuNs));
    ServerSettings server =
        new ServerSettings(
            1,
            ServerSettings.UNLIMITED,
            WhenFull.BLOCK,
            new Distribution.Constant(0),
            Accept.NETWORK);
    List<RequestClass> classes = List.of(new RequestClass("all", 1, List.of(cpu)));
    return new SmallScenario(1, 1, costs, arrivals, server, classes, window);
  }

  /** On so many cores, with as many Ps as {@code processors}. */
  public SmallScenario on(int coreCount, int processors) {
    return new SmallScenario(coreCount, processors, costs, arrivals, server, classes, window);
  }

  /** With so many workers. */
  public SmallScenario workers(int count) {
    ServerSettings changed =
        new ServerSettings(
            count, server.queueCapacity(), server.whenFull(), server.overhead(), server.accept());
    return new SmallScenario(cores, gomaxprocs, costs, arrivals, changed, classes, window);
  }

  /** Requests reach the acceptor so, and the job channel before the workers is so long. */
  public SmallScenario accepting(Accept accept, long queueCapacity) {
    ServerSettings changed =
        new ServerSettings(
            server.workers(), queueCapacity, server.whenFull(), server.overhead(), accept);
    return new SmallScenario(cores, gomaxprocs, costs, arrivals, changed, classes, window);
  }

  /** With these classes. */
  public SmallScenario classes(RequestClass... changed) {
    return new SmallScenario(cores, gomaxprocs, costs, arrivals, server, List.of(changed), window);
  }

  /** The whole scenario, under a seed. */
  public Scenario scenario(long seed) {
    return new Scenario(
        new MachineSettings(cores),
        new RuntimeSettings("1.26", gomaxprocs),
        0,
        arrivals,
        server,
        classes,
        costs,
        window,
        seed);
  }
}
