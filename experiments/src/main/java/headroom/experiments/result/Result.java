package headroom.experiments.result;

import java.util.List;

/**
 * The content of {@code result.json}.
 *
 * @param schema version of the format: 1
 * @param experiment the experiment's name
 * @param engine version of the simulator, or of what else produced the figures
 */
public record Result(
    int schema, String experiment, String engine, long seed, List<PointResult> points) {
  public Result {
    points = List.copyOf(points);
  }
}
