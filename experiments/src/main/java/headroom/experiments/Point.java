package headroom.experiments;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a sweep.
 *
 * @param parameters what was set here, by key path, as written (numbers as Long or Double,
 *     everything else as text); in the order of the sweep's axes; empty for a plain run
 */
public record Point(Map<String, Object> parameters, Experiment experiment) {
  public Point {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
