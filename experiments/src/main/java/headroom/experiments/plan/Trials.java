package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.run.GrowingPoint;
import headroom.experiments.run.PointRunner;
import headroom.model.workload.Arrivals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Simulates settings, with few replications where those decide and with more where a 95 % interval
 * holds a limit. All have the same seed, so that request k is the same request in all of them
 * (common random numbers).
 */
final class Trials {
  /** The key that scales all arrivals. */
  static final String LOAD = "load";

  /** Fewer give intervals too wide to say anything. */
  private static final int LEAST_REPLICATIONS = 5;

  /** So many times as many where the first leave it open, which halves the intervals. */
  private static final int MORE = 4;

  private final PlannedService service;
  private final PointRunner runner;
  private final @Nullable Integer first;
  private final Map<Key, Trial> done = new LinkedHashMap<>();
  private final Map<Key, GrowingPoint> growing = new Recent();
  private long replications;

  /**
   * Trials over {@code runner}.
   *
   * @param first replications that each begins with; null for what the file says, but at least five
   */
  Trials(PlannedService service, PointRunner runner, @Nullable Integer first) {
    this.service = service;
    this.runner = runner;
    this.first = first;
  }

  /** What makes a trial; users of a closed loop are whole, so that two loads may be one. */
  private record Key(Map<String, Object> others, Arrivals arrivals) {}

  /** Those that can be continued: what they hold is too much to keep it of all. */
  private static final class Recent extends LinkedHashMap<Key, GrowingPoint> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 64;

    private Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, GrowingPoint> eldest) {
      return size() > MOST;
    }
  }

  /** The trial at {@code settings}, with as many replications as it takes to begin with. */
  Trial begun(Map<String, Object> settings)
      throws InvalidExperimentException, InterruptedException {
    return atLeast(0, settings);
  }

  /** The trial at {@code settings}, with more replications if the first do not decide. */
  Trial decided(Map<String, Object> settings)
      throws InvalidExperimentException, InterruptedException {
    Trial trial = begun(settings);
    return trial.sure() || trial.isReplay()
        ? trial
        : atLeast(MORE * least(trial.experiment()), settings);
  }

  /** The trial at {@code settings}, with {@code count} replications or more. */
  Trial atLeast(int count, Map<String, Object> settings)
      throws InvalidExperimentException, InterruptedException {
    Experiment experiment = service.at(settings);
    Map<String, Object> others = new LinkedHashMap<>(settings);
    others.remove(LOAD);
    Key key = new Key(others, experiment.scenario().arrivals());
    Trial known = done.get(key);
    if (known != null && (known.isReplay() || known.result().replications() >= count)) {
      return known;
    }
    int wanted = Math.max(count, least(experiment));
    GrowingPoint point = growing.get(key);
    if (point == null) {
      point = runner.begin(new Point(settings, experiment));
      growing.put(key, point);
    }
    replications += wanted - point.replications();
    Trial trial = new Trial(experiment, runner.grow(point, wanted));
    done.put(key, trial);
    return trial;
  }

  /** All that were simulated, each with the most replications that it got. */
  List<Trial> all() {
    return List.copyOf(done.values());
  }

  /** Replications that were run. */
  long replications() {
    return replications;
  }

  private int least(Experiment experiment) {
    int asked = experiment.run().replications();
    if (experiment.scenario().arrivals() instanceof Arrivals.Trace) {
      return asked;
    }
    return first == null ? Math.max(LEAST_REPLICATIONS, asked) : first;
  }
}
