package headroom.accuracy;

import headroom.experiments.statistics.LatencyQuantiles;
import headroom.model.Listeners;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.go.collector.CycleRecord;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the collector did in the window of a run, and the latencies beside it.
 *
 * @param peakGoal the largest heap goal, bytes
 * @param markNs CPU of workers and assists
 * @param gcNs the same and the stops, on all Ps
 * @param cpuNs CPU of the process
 */
record CollectorRun(
    double cycles,
    double peakGoal,
    double markNs,
    double gcNs,
    double cpuNs,
    double p50Ms,
    double p90Ms,
    double p99Ms) {

  /** A simulated run. */
  static CollectorRun of(Scenario scenario, int replication) {
    List<CycleRecord> cycles = new ArrayList<>();
    Observation seen =
        Simulation.run(scenario, replication, new Listeners(null, null, null, cycles::add));
    long from = scenario.window().warmUpNs();
    long to = scenario.window().endNs();
    cycles.removeIf(cycle -> cycle.startNs() < from || cycle.startNs() >= to);
    double mark = 0;
    double stops = 0;
    double goal = 0;
    for (CycleRecord cycle : cycles) {
      mark += cycle.assistNs() + cycle.dedicatedNs() + cycle.idleNs();
      stops += cycle.firstPauseNs() + cycle.secondPauseNs();
      goal = Math.max(goal, (double) cycle.goal());
    }
    return new CollectorRun(
        cycles.size(),
        goal,
        mark,
        mark + stops * scenario.runtime().gomaxprocs(),
        seen.cpu().busyCoreNs(),
        LatencyQuantiles.ms(seen.latencyNs(), 0.5),
        LatencyQuantiles.ms(seen.latencyNs(), 0.9),
        LatencyQuantiles.ms(seen.latencyNs(), 0.99));
  }

  /** CPU of marking for each cycle, ms. */
  double markMsPerCycle() {
    return markNs / 1e6 / cycles;
  }

  /** Share of the process's CPU that is the collector's, percent. */
  double gcPercent() {
    return 100 * gcNs / cpuNs;
  }
}
