package headroom.model;

import headroom.model.cost.CostProfile;
import headroom.model.go.RuntimeSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import java.util.List;

/**
 * All that one replication needs to know, in nanoseconds, bytes and 1/s. Immutable, shared by
 * threads.
 *
 * @param processGoroutines parked goroutines that the program holds besides its requests
 * @param seed of all random streams
 */
public record Scenario(
    MachineSettings machine,
    RuntimeSettings runtime,
    int processGoroutines,
    Arrivals arrivals,
    ServerSettings server,
    List<RequestClass> classes,
    CostProfile costs,
    Window window,
    long seed) {

  public Scenario {
    classes = List.copyOf(classes);
  }

  /** The same scenario, measured in another window. */
  public Scenario withWindow(Window other) {
    return new Scenario(
        machine, runtime, processGoroutines, arrivals, server, classes, costs, other, seed);
  }

  /** The same scenario with other draws. */
  public Scenario withSeed(long other) {
    return new Scenario(
        machine, runtime, processGoroutines, arrivals, server, classes, costs, window, other);
  }
}
