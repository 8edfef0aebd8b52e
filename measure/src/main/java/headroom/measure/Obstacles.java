package headroom.measure;

import headroom.experiments.Experiment;
import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources.PoolSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the Go program cannot do of an experiment, in the words of the file. It runs as an ordinary
 * user on this machine, so it has no CPU limit and no neighbours of its own; and its requests are
 * written down before they are sent, so that clients cannot react to answers.
 */
final class Obstacles {
  private static final String CGROUP = " takes a cgroup of its own, which only root may make";
  private static final String REACT = " react to answers, but every request is drawn beforehand";

  private final Set<String> found = new LinkedHashSet<>();

  private Obstacles() {}

  /**
   * One text for each thing that stands in the way; empty if all of {@code experiment} but its
   * steps, see {@link StepPlan}, can be done on a machine of {@code cores} cores.
   */
  static List<String> of(Experiment experiment, int cores) {
    Obstacles obstacles = new Obstacles();
    Scenario scenario = experiment.scenario();
    obstacles.lookAtMachine(scenario.machine(), cores);
    obstacles.lookAtProcess(scenario);
    obstacles.lookAtClients(scenario);
    obstacles.lookAtServer(scenario.server());
    scenario.resources().pools().forEach(obstacles::lookAtPool);
    return List.copyOf(obstacles.found);
  }

  private void unless(boolean measurable, String obstacle) {
    if (!measurable) {
      found.add(obstacle);
    }
  }

  private void lookAtMachine(MachineSettings machine, int cores) {
    unless(
        machine.cores() <= cores,
        "machine.cores is " + machine.cores() + ", and this machine has " + cores);
    unless(!machine.isLimited(), "machine.cpuQuota" + CGROUP);
    unless(machine.sidecars().isEmpty(), "machine.sidecars" + CGROUP);
    unless(machine.neighbours().isEmpty(), "machine.neighbours" + CGROUP);
  }

  private void lookAtProcess(Scenario scenario) {
    unless(scenario.memory().containerBytes() == Long.MAX_VALUE, "machine.memory" + CGROUP);
    unless(scenario.process().goroutines() == 0, "process.goroutines");
    unless(scenario.process().tickers() == 0, "process.tickers");
  }

  private void lookAtClients(Scenario scenario) {
    unless(
        scenario.clients().equals(ClientSettings.PATIENT),
        "clients that time out or retry" + REACT);
    unless(!(scenario.arrivals() instanceof Arrivals.ClosedLoop), "clients.users" + REACT);
  }

  private void lookAtServer(ServerSettings server) {
    unless(!server.isHttp(), "server.front: http");
    unless(server.accept() == ServerSettings.Accept.NETWORK, "server.accept: timer");
    unless(server.deadlineNs() == ServerSettings.NO_DEADLINE, "server.deadline");
    unless(!server.lockOsThread(), "server.lockOSThread");
    unless(
        server.overhead() instanceof Distribution.Constant,
        "a server.overhead that is not constant");
  }

  private void lookAtPool(PoolSettings pool) {
    boolean open = pool.connect() == null;
    unless(
        pool.maxWaitNs() == RequestStep.NO_LIMIT && open,
        "maxWait, maxIdle and connect of the pool " + pool.name());
  }
}
