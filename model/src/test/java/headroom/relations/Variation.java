package headroom.relations;

import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import java.util.List;

/** Scenarios that differ from another one in a single respect. */
final class Variation {
  private Variation() {}

  static Scenario withClasses(Scenario s, List<RequestClass> classes) {
    return new Scenario(
        s.machine(),
        s.runtime(),
        s.process().goroutines(),
        s.arrivals(),
        s.server(),
        classes,
        s.costs(),
        s.window(),
        s.seed());
  }

  /** On other cores, with another GOMAXPROCS, without costs. */
  static Scenario ideal(Scenario s, int cores, int gomaxprocs) {
    return new Scenario(
        new MachineSettings(cores),
        new RuntimeSettings(s.runtime().version(), gomaxprocs),
        s.process().goroutines(),
        s.arrivals(),
        s.server(),
        s.classes(),
        CostProfile.ideal(),
        s.window(),
        s.seed());
  }

  /** With another pool of workers before which a queue without limit stands, and no overhead. */
  static Scenario withWorkers(Scenario s, int workers) {
    ServerSettings server =
        new ServerSettings(
            workers,
            ServerSettings.UNLIMITED,
            ServerSettings.WhenFull.BLOCK,
            new Distribution.Constant(0),
            s.server().accept());
    return new Scenario(
        s.machine(),
        s.runtime(),
        s.process().goroutines(),
        s.arrivals(),
        server,
        s.classes(),
        s.costs(),
        s.window(),
        s.seed());
  }

  /** With other arrivals in another window. */
  static Scenario withArrivals(Scenario s, Arrivals arrivals, Window window) {
    return new Scenario(
        s.machine(),
        s.runtime(),
        s.process().goroutines(),
        arrivals,
        s.server(),
        s.classes(),
        s.costs(),
        window,
        s.seed());
  }

  /**
   * Waits for the network instead of computing, with the same draws: so that requests meet only in
   * the queue for a worker.
   */
  static Scenario waitingInsteadOfComputing(Scenario s) {
    return withClasses(s, s.classes().stream().map(Variation::waiting).toList());
  }

  private static RequestClass waiting(RequestClass requests) {
    return new RequestClass(
        requests.name(), requests.share(), WaitingInsteadOfComputing.of(requests.steps()));
  }
}
