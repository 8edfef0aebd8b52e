package headroom.accuracy;

import headroom.model.Scenario;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A measured run in which the collector works, and its replays.
 *
 * @param measured the repeats of the real run
 * @param simulated replications with the constants of the machine
 * @param asMarked the same with marking as dear as it was in the real run, which is not a constant
 *     of the machine: it differs by a factor of two between days
 */
record CollectorCase(
    String name,
    List<CollectorRun> measured,
    List<CollectorRun> simulated,
    List<CollectorRun> asMarked) {
  private static final Path FOLDER = Path.of("src/test/resources/reference/collector");
  private static final int REPLICATIONS = 5;

  /** All cases, replayed. */
  static List<CollectorCase> all() {
    return ReferenceCase.in(FOLDER).stream().map(CollectorCase::of).toList();
  }

  private static CollectorCase of(ReferenceCase reference) {
    Scenario scenario = reference.experiment().scenario();
    List<CollectorRun> measured = measured(reference.name());
    List<CollectorRun> simulated = replay(scenario);
    double factor =
        median(measured, CollectorRun::markMsPerCycle)
            / median(simulated, CollectorRun::markMsPerCycle);
    return new CollectorCase(
        reference.name(), measured, simulated, replay(withDearerMarking(scenario, factor)));
  }

  private static List<CollectorRun> replay(Scenario scenario) {
    List<CollectorRun> runs = new ArrayList<>();
    for (int replication = 0; replication < REPLICATIONS; replication++) {
      runs.add(CollectorRun.of(scenario, replication));
    }
    return runs;
  }

  private static Scenario withDearerMarking(Scenario scenario, double factor) {
    CostProfile costs = scenario.costs();
    for (Cost cost : List.of(Cost.GC_MARK_ROOTS, Cost.GC_MARK_OBJECT, Cost.GC_MARK_POINTER)) {
      costs = costs.with(cost, costs.value(cost) * factor);
    }
    return scenario.withCosts(costs);
  }

  private static List<CollectorRun> measured(String name) {
    List<CollectorRun> runs = new ArrayList<>();
    try {
      JsonNode file =
          new ObjectMapper().readTree(FOLDER.resolve(name).resolve("measured.json").toFile());
      file.get("repeats").forEach(repeat -> runs.add(measured(repeat)));
    } catch (tools.jackson.core.JacksonException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    return runs;
  }

  private static CollectorRun measured(JsonNode repeat) {
    double mark =
        repeat.get("gc_mark_assist_s").asDouble()
            + repeat.get("gc_mark_dedicated_s").asDouble()
            + repeat.get("gc_mark_idle_s").asDouble();
    JsonNode latency = repeat.get("latency_ms");
    return new CollectorRun(
        repeat.get("gc_cycles").asDouble(),
        repeat.get("heap_goal_max_bytes").asDouble(),
        mark * 1e9,
        (mark + repeat.get("gc_pause_cpu_s").asDouble()) * 1e9,
        repeat.get("cpu_s").asDouble() * 1e9,
        latency.get("p50").asDouble(),
        latency.get("p90").asDouble(),
        latency.get("p99").asDouble());
  }

  /** The median of a figure over {@code runs}. */
  static double median(List<CollectorRun> runs, ToDoubleFunction<CollectorRun> figure) {
    double[] sorted = runs.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return Figures.quantile(sorted, 0.5);
  }

  /** Simulated over measured - 1, of the medians. */
  double error(ToDoubleFunction<CollectorRun> figure) {
    return median(simulated, figure) / median(measured, figure) - 1;
  }

  /** By how many cycles more than one the simulation is off, of those that were measured. */
  double cyclesMissed() {
    double seen = median(measured, CollectorRun::cycles);
    double off = Math.abs(median(simulated, CollectorRun::cycles) - seen);
    return Math.max(0, off - 1) / seen;
  }
}
