package headroom.experiments.notes;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;
import headroom.model.service.ServerSettings;
import headroom.model.service.ServerSettings.WhenFull;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.Resources;

/**
 * The requests that wait at the end of a run whose load is above its capacity, by the means of what
 * the requests need: a fluid that flows in at one rate and out at another. Left out is what makes
 * requests leave early or come again: clients' timeouts, retries, failures.
 */
record Backlog(double capacityPerSecond, double requests) {
  private static final double NS_PER_S = 1e9;

  /** What {@code scenario} queues at {@code perSecond} if a request needs {@code mean}. */
  static Backlog of(Scenario scenario, double perSecond, MeanNeed mean) {
    double capacity = capacityPerSecond(scenario, mean);
    boolean sheds =
        scenario.server().workers() != ServerSettings.UNBOUNDED
            && scenario.server().queueCapacity() != ServerSettings.UNLIMITED
            && scenario.server().whenFull() == WhenFull.REJECT;
    if (sheds || perSecond <= capacity) {
      return new Backlog(capacity, 0);
    }
    // requests keep coming until the last measured one has been served, or the run is given up
    double lastServedNs = scenario.window().endNs() * (perSecond / capacity);
    double endS =
        Math.min(lastServedNs, (double) Simulation.latestEndNs(scenario.window())) / NS_PER_S;
    return new Backlog(capacity, (perSecond - capacity) * endS);
  }

  /** Where each request needs the least plentiful of workers, cores, connections and locks. */
  private static double capacityPerSecond(Scenario scenario, MeanNeed mean) {
    MachineSettings machine = scenario.machine();
    double cores = machine.usableCores(0, scenario.window().endNs());
    double running = Math.min(cores, DefaultProcessors.most(scenario.runtime(), machine));
    double least = Math.min(rate(running, mean.goCpuNs()), rate(cores, mean.cpuNs()));
    int workers = scenario.server().workers();
    if (workers != ServerSettings.UNBOUNDED) {
      least = Math.min(least, rate(workers, mean.elapsedNs()));
    }
    for (Resources.PoolSettings pool : scenario.resources().pools()) {
      least = Math.min(least, rate(pool.size(), mean.pools().getOrDefault(pool.name(), 0.0)));
    }
    for (Resources.MutexSettings mutex : scenario.resources().mutexes()) {
      least = Math.min(least, rate(1, mean.locks().getOrDefault(mutex.name(), 0.0)));
    }
    return least;
  }

  private static double rate(double places, double heldNs) {
    return places * NS_PER_S / heldNs;
  }
}
