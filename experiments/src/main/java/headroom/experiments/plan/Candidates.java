package headroom.experiments.plan;

import headroom.experiments.Experiment;
import headroom.experiments.Prices;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.SweptKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that can be chosen, by what is paid for: those of one size cost the same and differ
 * in what costs nothing, such as workers or GOGC.
 *
 * @param sizes the cheapest first
 */
record Candidates(List<Size> sizes) {
  /** The key of copies of the process, each of which gets its part of the load. */
  static final String REPLICAS = "replicas";

  /**
   * What is paid for.
   *
   * @param replicas copies of the process
   * @param cores of each
   * @param gib of memory of each; 0 without a limit
   * @param settings that have this size, in the order of the grid
   */
  record Size(
      int replicas, double cores, double gib, double cost, List<Map<String, Object>> settings) {
    /** Whether {@code other} has at least as much of everything. */
    boolean isWithin(Size other) {
      double most = other.gib == 0 ? Double.POSITIVE_INFINITY : other.gib;
      double mine = gib == 0 ? Double.POSITIVE_INFINITY : gib;
      return replicas <= other.replicas && cores <= other.cores && mine <= most;
    }
  }

  /** The grid of {@code axes}; an invalid setting is refused here, before anything is run. */
  static Candidates of(List<SweptKey> axes, PlannedService service, Prices prices)
      throws InvalidExperimentException {
    List<Map<String, Object>> grid = List.of(Map.of());
    for (SweptKey axis : axes) {
      List<Map<String, Object>> longer = new ArrayList<>();
      for (Map<String, Object> settings : grid) {
        for (String value : axis.values()) {
          Map<String, Object> extended = new LinkedHashMap<>(settings);
          extended.put(axis.key(), value);
          longer.add(extended);
        }
      }
      grid = longer;
    }
    Map<List<Double>, Size> sizes = new LinkedHashMap<>();
    for (Map<String, Object> settings : grid) {
      Experiment experiment = service.at(settings);
      int replicas = Integer.parseInt(settings.getOrDefault(REPLICAS, "1").toString());
      double cores = Prices.cores(experiment);
      double gib = Prices.gib(experiment);
      double cost = prices.of(experiment, replicas);
      sizes
          .computeIfAbsent(
              List.of((double) replicas, cores, gib),
              key -> new Size(replicas, cores, gib, cost, new ArrayList<>()))
          .settings()
          .add(settings);
    }
    List<Size> ascending = new ArrayList<>(sizes.values());
    ascending.sort(Comparator.comparingDouble(Size::cost));
    return new Candidates(ascending);
  }

  /** How many settings there are. */
  int count() {
    return sizes.stream().mapToInt(size -> size.settings().size()).sum();
  }
}
