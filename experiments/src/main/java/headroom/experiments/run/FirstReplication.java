package headroom.experiments.run;

import headroom.experiments.openmetrics.MetricLog;
import headroom.model.Listeners;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.go.collector.CycleRecord;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The simulator, which keeps of the first replication of a point what the logs of that one process
 * would show. For one point.
 */
public final class FirstReplication implements Replicator {
  private final AtomicReference<@Nullable ProcessLog> log = new AtomicReference<>();

  /**
   * What one process showed.
   *
   * @param scenario with the warm-up that was used
   * @param cycles of the collector, all from the start of the process
   * @param metrics of the table, at the instants of the series
   */
  public record ProcessLog(Scenario scenario, List<CycleRecord> cycles, MetricLog metrics) {
    public ProcessLog {
      cycles = List.copyOf(cycles);
    }
  }

  @Override
  public Observation run(Scenario scenario, int replication, Simulation.ProgressListener progress) {
    if (replication != 0) {
      return Replicator.simulator().run(scenario, replication, progress);
    }
    List<CycleRecord> cycles = new ArrayList<>();
    MetricLog metrics = new MetricLog();
    Simulation.ProgressListener reading =
        (nowNs, endNs) -> { // comes at the instants of the series
          metrics.read(nowNs);
          progress.reached(nowNs, endNs);
        };
    Observation observation =
        Simulation.run(scenario, 0, new Listeners(null, reading, metrics::attach, cycles::add));
    metrics.readLast(observation.series().timeNs());
    log.set(new ProcessLog(scenario, cycles, metrics));
    return observation;
  }

  /**
   * What the first replication showed.
   *
   * @throws IllegalStateException if it has not run
   */
  public ProcessLog log() {
    ProcessLog kept = log.get();
    if (kept == null) {
      throw new IllegalStateException("the first replication has not run");
    }
    return kept;
  }
}
