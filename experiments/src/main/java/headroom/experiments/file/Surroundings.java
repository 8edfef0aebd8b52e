package headroom.experiments.file;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a step stands.
 *
 * @param ids those used so far in the same class of requests; grows
 * @param held the mutexes that are held here, and whether exclusively
 */
record Surroundings(Set<String> ids, Map<String, Boolean> held) {
  static Surroundings none() {
    return new Surroundings(new LinkedHashSet<>(), Map.of());
  }

  Surroundings holding(String mutex, boolean exclusively) {
    Map<String, Boolean> more = new LinkedHashMap<>(held);
    more.merge(mutex, exclusively, Boolean::logicalOr);
    return new Surroundings(ids, more);
  }

  Surroundings holdingNothing() {
    return new Surroundings(ids, Map.of());
  }
}
