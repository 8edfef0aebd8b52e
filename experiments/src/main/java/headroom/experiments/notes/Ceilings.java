package headroom.experiments.notes;

import headroom.model.Scenario;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What no load can pass, by means alone: by the utilization law (Lazowska et al., Quantitative
 * System Performance, 1984, §3.3 and §5.2) a load of {@code rate} requests per second, each of
 * which holds a resource for a mean time, keeps {@code rate × time} of it busy, and cannot keep
 * more busy than there is. What the collector, wake-ups and waiting take is not reckoned with, so
 * that a real service is full earlier.
 */
public final class Ceilings {
  private static final double NS_PER_S = 1e9;

  private final Scenario scenario;
  private final double perSecond;
  private final MeanNeed request;
  private final List<Ceiling> ceilings = new ArrayList<>();

  private Ceilings(Scenario scenario, MeanNeed request, double perSecond) {
    this.scenario = scenario;
    this.request = request;
    this.perSecond = perSecond;
  }

  /**
   * One resource.
   *
   * @param resource {@code CPU}, or as in {@code by_resource} of a result: {@code server workers}
   * @param needed of it, by the load as it is
   * @param available of it
   */
  public record Ceiling(String resource, double needed, double available) {
    /** The part of it that the load needs; above 1 it is too much. */
    public double share() {
      return needed / available;
    }
  }

  /**
   * What {@code scenario} needs of each resource, the scarcest first; none if its rate is unknown.
   */
  public static List<Ceiling> of(Scenario scenario) {
    StepNeeds needs = RequestNeed.steps(scenario);
    MeanNeed request = RequestNeed.of(scenario, needs);
    double perSecond = MeanRate.perSecond(scenario.arrivals(), request.elapsedNs());
    if (!Double.isFinite(perSecond)) {
      return List.of();
    }
    Ceilings ceilings = new Ceilings(scenario, request, perSecond);
    ceilings.add(needs);
    ceilings.ceilings.sort(Comparator.comparingDouble(Ceiling::share).reversed());
    return List.copyOf(ceilings.ceilings);
  }

  private void add(StepNeeds needs) {
    MeanNeed all = request;
    for (Resources.ChannelSettings channel : scenario.resources().channels()) {
      MeanNeed consumed = RequestNeed.consumed(channel, needs, request);
      all = all.then(consumed.within(0));
      if (channel.consumers() > 0) {
        add("channel " + channel.name(), consumed.elapsedNs(), channel.consumers());
      }
    }
    MachineSettings machine = scenario.machine();
    double left =
        Math.min(CoresLeft.bySidecars(machine, scenario.window()), CoresLeft.byNeighbours(machine));
    double running = Math.min(left, DefaultProcessors.most(scenario.runtime(), machine));
    boolean goCode = all.goCpuNs() / running >= all.cpuNs() / left;
    add("CPU", goCode ? all.goCpuNs() : all.cpuNs(), goCode ? running : left);
    if (scenario.server().workers() != ServerSettings.UNBOUNDED) {
      add("server workers", request.elapsedNs(), scenario.server().workers());
    }
    for (Resources.PoolSettings pool : scenario.resources().pools()) {
      add("pool " + pool.name(), all.pools().getOrDefault(pool.name(), 0.0), pool.size());
    }
    for (Resources.MutexSettings mutex : scenario.resources().mutexes()) {
      add("lock " + mutex.name(), all.locks().getOrDefault(mutex.name(), 0.0), 1);
    }
  }

  private void add(String resource, double heldNs, double available) {
    double needed = perSecond * heldNs / NS_PER_S;
    if (needed > 0) {
      ceilings.add(new Ceiling(resource, needed, available));
    }
  }
}
