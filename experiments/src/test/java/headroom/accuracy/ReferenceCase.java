package headroom.accuracy;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.workload.Arrivals;
import headroom.model.workload.TraceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A measured run of a Go program and the experiment that replays its arrivals and demands.
 *
 * @param experiment read from {@code case-trace.yaml}
 * @param measured the median of the repeats
 * @param floor max / min - 1 over the repeats; NaN with a single one
 */
record ReferenceCase(
    String name, Experiment experiment, Figures measured, Figures floor, int repeats) {
  /** The profile of the machine on which the cases ran. */
  private static final Setting MACHINE = new Setting("profile", "reference", "--profile reference");

  /**
   * What the file of a measured {@code net/http} server does not say: that it is one, the
   * connections of its client, and the CPU of a POST answered with 202 or 503 on a busy core as the
   * calibration of the reference's machine has it, from one of them.
   */
  private static final List<Setting> HTTP_SERVER =
      List.of(
          MACHINE,
          new Setting("server.front", "http", "--set server.front"),
          new Setting("server.connections", "32", "--set server.connections"),
          new Setting("server.overhead", "144us", "--set server.overhead"));

  private static final Path FOLDER = Path.of("src/test/resources/reference/go");

  /** All cases, by name. */
  static List<ReferenceCase> all() {
    return in(FOLDER);
  }

  /** The cases in {@code parent}, by name. */
  static List<ReferenceCase> in(Path parent) {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().map(ReferenceCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded arrivals and demands. */
  TraceTable trace() {
    return ((Arrivals.Trace) experiment.scenario().arrivals()).table();
  }

  private static String nameOf(Path folder) {
    return Objects.requireNonNull(folder.getFileName()).toString();
  }

  private static ReferenceCase read(Path folder) {
    String name = nameOf(folder);
    try {
      ExperimentSource source = ExperimentSource.of(folder.resolve("case-trace.yaml"));
      JsonNode file = new ObjectMapper().readTree(folder.resolve("measured.json").toFile());
      JsonNode summary = file.get("summary");
      Experiment experiment = ExperimentReader.read(source, settings(summary)).base();
      List<Figures> repeats = new ArrayList<>();
      for (JsonNode repeat : file.get("repeats")) {
        repeats.add(figures(repeat, repeat.get("cores_used")));
      }
      return new ReferenceCase(
          name,
          experiment,
          figures(summary, summary.get("cpu").get("cores_used")),
          Figures.spreadOf(repeats),
          repeats.size());
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(name + " is not a valid experiment", e);
    }
  }

  /**
   * What is set beside the file of a case. A program that was a server of {@code net/http} is one
   * that measured the time to its answer.
   */
  private static List<Setting> settings(JsonNode summary) {
    return summary.has("http_answer_ms") ? HTTP_SERVER : List.of(MACHINE);
  }

  private static Figures figures(JsonNode node, JsonNode coresUsed) {
    JsonNode latency = node.get("latency_ms");
    return Figures.each(
        metric ->
            switch (metric) {
              case MEAN -> latency.get("mean").asDouble();
              case P50 -> latency.get("p50").asDouble();
              case P90 -> latency.get("p90").asDouble();
              case P99 -> latency.get("p99").asDouble();
              case THROUGHPUT -> node.get("throughput_per_s").asDouble();
              case CORES -> coresUsed.asDouble();
            });
  }
}
