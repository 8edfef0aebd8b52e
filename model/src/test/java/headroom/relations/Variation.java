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
import headroom.model.workload.RequestStep;
import headroom.model.workload.RequestStep.Choice;
import java.util.ArrayList;
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
    return withClasses(
        s,
        s.classes().stream()
            .map(c -> new RequestClass(c.name(), c.share(), waiting(c.steps())))
            .toList());
  }

  private static List<RequestStep> waiting(List<RequestStep> steps) {
    List<RequestStep> changed = new ArrayList<>();
    for (RequestStep step : steps) {
      if (step instanceof RequestStep.Cpu cpu) {
        changed.add(new RequestStep.NetworkIo(cpu.id(), cpu.time()));
      } else if (step instanceof RequestStep.Repeat repeat) {
        changed.add(new RequestStep.Repeat(repeat.id(), repeat.times(), waiting(repeat.steps())));
      } else if (step instanceof Choice choice) {
        changed.add(
            new Choice(
                choice.id(),
                choice.branches().stream()
                    .map(b -> new Choice.Branch(b.share(), waiting(b.steps())))
                    .toList()));
      } else {
        changed.add(step);
      }
    }
    return changed;
  }
}
