package headroom.experiments.run;

import headroom.experiments.statistics.WarmUpTruncation;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.observe.Observation;
import java.util.Arrays;

/**
 * Finds the warm-up of {@code warmup: auto} from a pilot replication that begins empty and is not
 * used for anything else.
 */
final class WarmUp {
  /** The series that is watched. */
  static final String LEVEL = "in_system";

  /** The number of the pilot, far from those that are measured, so that its draws are its own. */
  private static final int PILOT = 1_000_000;

  private static final int SAMPLES = 2_000;

  private WarmUp() {}

  /** The warm-up of {@code scenario}, ns. */
  static long find(Scenario scenario, ReplicationPool pool) throws InterruptedException {
    long durationNs = scenario.window().durationNs();
    Scenario pilot = scenario.withWindow(Window.evenlySampled(0, durationNs, SAMPLES));
    long[] warmUpNs = new long[1];
    pool.run(
        pilot,
        PILOT,
        PILOT + 1,
        observation -> warmUpNs[0] = WarmUpTruncation.warmUpNs(level(observation), durationNs));
    return warmUpNs[0];
  }

  /**
   * {@code scenario} with its window, and the instants at which it is sampled, moved behind {@code
   * warmUpNs}.
   */
  static Scenario after(long warmUpNs, Scenario scenario) {
    Window window = scenario.window();
    long[] times =
        Arrays.stream(window.sampleTimesNs())
            .map(time -> time - window.warmUpNs() + warmUpNs)
            .toArray();
    return scenario.withWindow(new Window(warmUpNs, window.durationNs(), times));
  }

  /** Requests in the system at the instants of the series. */
  static double[] level(Observation observation) {
    int row = observation.series().names().indexOf(LEVEL);
    if (row < 0) {
      throw new IllegalStateException(
          "no series " + LEVEL + " among " + observation.series().names());
    }
    return observation.series().values()[row];
  }
}
