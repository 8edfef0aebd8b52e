package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.run.PointRunner;
import headroom.model.workload.Arrivals;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Simulates settings, each once, with few replications where those decide and with more where a 95
 * % interval holds a limit. All have the same seed, so that request k is the same request in all of
 * them (common random numbers).
 */
final class Trials {
  /** The key that scales all arrivals. */
  static final String LOAD = "load";

  /** Fewer give intervals too wide to say anything. */
  private static final int LEAST_REPLICATIONS = 5;

  /** So many times as many where the first leave it open; halves the intervals. */
  private static final int MORE = 4;

  private final PlannedService service;
  private final PointRunner runner;
  private final Map<Key, Trial> done = new LinkedHashMap<>();
  private long replications;

  Trials(PlannedService service, PointRunner runner) {
    this.service = service;
    this.runner = runner;
  }

  /** What makes a trial; users of a closed loop are whole, so that two loads may be one. */
  private record Key(Map<String, Object> others, Arrivals arrivals) {}

  /** The trial at {@code settings}. */
  Trial at(Map<String, Object> settings) throws InvalidExperimentException, InterruptedException {
    Experiment experiment = service.at(settings);
    Map<String, Object> others = new LinkedHashMap<>(settings);
    others.remove(LOAD);
    Key key = new Key(others, experiment.scenario().arrivals());
    Trial known = done.get(key);
    if (known != null) {
      return known;
    }
    Trial trial = simulate(settings, experiment);
    done.put(key, trial);
    return trial;
  }

  /** Replications that were run. */
  long replications() {
    return replications;
  }

  private Trial simulate(Map<String, Object> settings, Experiment experiment)
      throws InterruptedException {
    boolean replay = experiment.scenario().arrivals() instanceof Arrivals.Trace;
    int asked = experiment.run().replications();
    int first = replay ? asked : Math.max(LEAST_REPLICATIONS, asked);
    Trial trial = run(settings, experiment, first);
    return replay || trial.sure() ? trial : run(settings, experiment, MORE * first);
  }

  private Trial run(Map<String, Object> settings, Experiment experiment, int count)
      throws InterruptedException {
    Experiment trial =
        new Experiment(
            experiment.name(),
            experiment.description(),
            experiment.scenario(),
            new RunSettings(experiment.run().autoWarmUp(), count, null),
            experiment.slo(),
            experiment.gomaxprocsReason());
    replications += count;
    return new Trial(experiment, runner.run(new Point(settings, trial)));
  }
}
