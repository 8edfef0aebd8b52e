package headroom.model;

import headroom.model.client.ClientSettings;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.collector.MemorySettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that one replication needs to know, in nanoseconds, bytes and 1/s. Immutable, shared by
 * threads.
 *
 * @param seed of all random streams
 */
public record Scenario(
    MachineSettings machine,
    RuntimeSettings runtime,
    ProcessSettings process,
    MemorySettings memory,
    Arrivals arrivals,
    ClientSettings clients,
    ServerSettings server,
    List<RequestClass> classes,
    Resources resources,
    CostProfile costs,
    Window window,
    long seed) {

  public Scenario {
    classes = List.copyOf(classes);
  }

  /** A scenario of patient clients, and of requests that share nothing but workers and cores. */
  public Scenario(
      MachineSettings machine,
      RuntimeSettings runtime,
      int processGoroutines,
      Arrivals arrivals,
      ServerSettings server,
      List<RequestClass> classes,
      CostProfile costs,
      Window window,
      long seed) {
    this(
        machine,
        runtime,
        new ProcessSettings(processGoroutines, 0),
        MemorySettings.SMALL,
        arrivals,
        ClientSettings.PATIENT,
        server,
        classes,
        Resources.NONE,
        costs,
        window,
        seed);
  }

  /** A scenario with a small heap. */
  public Scenario(
      MachineSettings machine,
      RuntimeSettings runtime,
      ProcessSettings process,
      Arrivals arrivals,
      ClientSettings clients,
      ServerSettings server,
      List<RequestClass> classes,
      Resources resources,
      CostProfile costs,
      Window window,
      long seed) {
    this(
        machine,
        runtime,
        process,
        MemorySettings.SMALL,
        arrivals,
        clients,
        server,
        classes,
        resources,
        costs,
        window,
        seed);
  }

  /** Whether any step, or the server itself, allocates: then the collector has something to do. */
  public boolean allocates() {
    boolean serverAllocates = server.isHttp() && costs.value(Cost.HTTP_ALLOC_BYTES) > 0;
    return serverAllocates || anyStep(Scenario::allocates);
  }

  private static boolean allocates(RequestStep step) {
    return step.kind() == WorkStep.Kind.ALLOC
        || (step instanceof WorkStep.Operation operation && operation.each().bytes() > 0)
        || step.kind() == SharedStep.Kind.CACHE;
  }

  /** Whether any goroutine ranges over a ticker. */
  public boolean readsTickers() {
    return process.tickers() > 0
        || anyStep(step -> step instanceof WorkStep.Ticker ticker && ticker.read());
  }

  /** Whether any step of a request or of a consumer, nested ones too, is {@code wanted}. */
  private boolean anyStep(Predicate<RequestStep> wanted) {
    return Stream.concat(
            classes.stream().map(RequestClass::steps),
            resources.channels().stream().map(Resources.ChannelSettings::steps))
        .anyMatch(steps -> any(steps, wanted));
  }

  private static boolean any(List<RequestStep> steps, Predicate<RequestStep> wanted) {
    return steps.stream()
        .anyMatch(
            step ->
                wanted.test(step) || step.nested().stream().anyMatch(inner -> any(inner, wanted)));
  }

  /** Whether arrivals or the CPU limit change by plan, so that there is no steady state. */
  public boolean changesByPlan() {
    return arrivals instanceof Arrivals.Phases || !machine.quotaChanges().isEmpty();
  }

  /** The same scenario, measured in another window. */
  public Scenario withWindow(Window other) {
    return new Scenario(
        machine, runtime, process, memory, arrivals, clients, server, classes, resources, costs,
        other, seed);
  }

  /** The same scenario with other draws. */
  public Scenario withSeed(long other) {
    return new Scenario(
        machine, runtime, process, memory, arrivals, clients, server, classes, resources, costs,
        window, other);
  }

  /** The same scenario with other costs. */
  public Scenario withCosts(CostProfile other) {
    return new Scenario(
        machine, runtime, process, memory, arrivals, clients, server, classes, resources, other,
        window, seed);
  }

  /** The same scenario on another machine. */
  public Scenario withMachine(MachineSettings other) {
    return new Scenario(
        other, runtime, process, memory, arrivals, clients, server, classes, resources, costs,
        window, seed);
  }

  /** The same scenario with other clients. */
  public Scenario withClients(ClientSettings other) {
    return new Scenario(
        machine, runtime, process, memory, arrivals, other, server, classes, resources, costs,
        window, seed);
  }

  /** The same scenario with other resources. */
  public Scenario withResources(Resources other) {
    return new Scenario(
        machine, runtime, process, memory, arrivals, clients, server, classes, other, costs, window,
        seed);
  }
}
