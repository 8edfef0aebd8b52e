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

  /** The cases whose server is one of net/http, as the README of the reference says. */
  private static final String OF_NET_HTTP = "f11-";

  /**
   * How that server takes requests, which the case files do not say: they are older than the keys.
   * Their {@code overhead} of 55 us is not what it used either. In the saturated case, where no
   * thread sleeps, CPU beyond the demands and the collector is 54, 99 and 143 us a request in the
   * three repeats, refused ones included. Its variation is that of the gaps between two jobs in
   * that case, from 0.3 to 0.9 s, while one worker takes them from one connection after the other:
   * 0.69.
   */
  private static final List<Setting> NET_HTTP =
      List.of(
          new Setting("server.front", "http", "--set server.front=http"),
          new Setting("server.connections", "32", "--set server.connections=32"),
          new Setting("server.overhead", "gamma(99us cv=0.7)", "--set server.overhead=..."));

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
      Experiment experiment = ExperimentReader.read(source, settings(name)).base();
      JsonNode file = new ObjectMapper().readTree(folder.resolve("measured.json").toFile());
      List<Figures> repeats = new ArrayList<>();
      for (JsonNode repeat : file.get("repeats")) {
        repeats.add(figures(repeat, repeat.get("cores_used")));
      }
      JsonNode summary = file.get("summary");
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

  private static List<Setting> settings(String name) {
    List<Setting> settings = new ArrayList<>(List.of(MACHINE));
    if (name.startsWith(OF_NET_HTTP)) {
      settings.addAll(NET_HTTP);
    }
    return settings;
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
