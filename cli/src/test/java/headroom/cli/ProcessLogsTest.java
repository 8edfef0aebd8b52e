package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.cli.OpenMetricsReader.Family;
import headroom.cli.OpenMetricsReader.Point;
import headroom.cli.command.Verbs;
import headroom.experiments.gctrace.GcTraceLine;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of one process that {@code headroom run} writes are those of a real one. */
class ProcessLogsTest {
  private static final double MIB = 1 << 20;

  /** 64 MiB live, GOGC=100, 500 MiB of garbage a second: some eight cycles a second. */
  private static final String ALLOCATING =
      """
      name: allocating
      machine: {cores: 2}
      runtime: {gomaxprocs: 4, gogc: 100}
      process: {liveHeap: 64MiB}
      arrivals: poisson(500/s)
      server: {workers: 8}
      steps: [{cpu: 100us}, {alloc: {size: 1MiB, objects: 500, pointers: 25%}}]
      run: {duration: 3s, warmup: 0s, replications: 1, seed: 1}
      """;

  @TempDir private Path directory;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("allocating.yaml"), ALLOCATING, UTF_8);
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", path("allocating.yaml")));
    arguments.addAll(List.of("--out", path("results"), "--no-report", "--quiet"));
    arguments.addAll(List.of(options));
    return Verbs.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private PointResult result() throws Exception {
    Result result = ResultFile.read(directory.resolve("results/result.json"));
    return result.points().get(0);
  }

  private static double figure(PointResult point, String metric, String value) {
    Map<String, MetricResult> metrics = point.metrics();
    return requireNonNull(requireNonNull(metrics.get(metric)).values().get(value));
  }

  private List<GcTraceLine> trace() throws IOException {
    List<GcTraceLine> lines = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("gc.log"), UTF_8)) {
      lines.add(GcTraceLine.read(line).orElseThrow(() -> new AssertionError(line)));
      assertThat(lines.get(lines.size() - 1).write()).isEqualTo(line);
    }
    return lines;
  }

  @Test
  void theTraceIsReadAsThatOfARealProcess() throws Exception {
    assertThat(run("--gctrace", path("gc.log"))).as(err.toString()).isZero();
    List<GcTraceLine> lines = trace();
    PointResult point = result();
    assertThat(lines).hasSizeGreaterThan(15);
    assertThat(lines.stream().filter(line -> line.startNs() < 3_000_000_000L).count() * 1.0)
        .isCloseTo(figure(point, "/gc/cycles/total:gc-cycles", "total"), within(1.0));
    assertThat(lines.stream().mapToLong(line -> line.heap().goalBytes()).max().orElseThrow() / MIB)
        .isCloseTo(figure(point, "/gc/heap/goal:bytes", "max") / MIB, within(1.5));
    double collectorNs = 0;
    for (int i = 0; i < lines.size(); i++) {
      GcTraceLine line = lines.get(i);
      assertThat(line.cycle()).isEqualTo(i + 1);
      assertThat(line.gomaxprocs()).isEqualTo(4);
      assertThat(line.forced()).isFalse();
      collectorNs += line.cpu().assistNs() + line.cpu().backgroundNs();
      double share = collectorNs / (4.0 * (line.startNs() + line.clock().markNs()));
      assertThat(share).isGreaterThan(0.005);
      assertThat((double) line.cpuPercent()).isCloseTo(100 * share, within(1.0));
      assertThat(line.heap().startBytes())
          .isGreaterThan(line.heap().markedBytes())
          .isLessThanOrEqualTo(line.heap().endBytes());
      // two of the four Ps have a core when the world is stopped
      assertThat(line.cpu().markTerminationNs())
          .isCloseTo(2 * line.clock().markTerminationNs(), within(20_000L));
      if (i > 0) {
        GcTraceLine before = lines.get(i - 1);
        assertThat(line.startNs()).isGreaterThan(before.startNs() + before.clock().markNs());
        // GOGC=100; all three are cut off to whole MiB
        double goal = 2 * before.heap().markedBytes() + before.heap().stackBytes();
        assertThat(line.heap().goalBytes() / MIB).isBetween(goal / MIB, goal / MIB + 4);
      }
    }
  }

  @Test
  void aProgramThatDoesNotAllocateHasAnEmptyTrace() throws Exception {
    assertThat(run("--set", "steps=[{cpu: 1ms}]", "--gctrace", path("gc.log"))).isZero();
    assertThat(directory.resolve("gc.log")).isEmptyFile();
    assertThat(err.toString()).contains("gc.log is empty: the collector never ran");
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheRun() throws Exception {
    refused("nowhere/gc.log", "nowhere: no such directory");
    refused("allocating.yaml/gc.log", "allocating.yaml is not a directory");
    Files.createDirectory(directory.resolve("logs"));
    refused("logs", "logs is a directory");
    assertThat(names()).containsExactly("allocating.yaml", "logs");
  }

  private void refused(String file, String words) {
    assertThat(run("--gctrace", path(file))).isEqualTo(2);
    assertThat(err.toString()).contains("headroom: --gctrace: ").endsWith(words + "\n");
    err.getBuffer().setLength(0);
  }

  @Test
  void oneFileTakesOneExperiment() {
    String file = path("allocating.yaml");
    int status =
        Verbs.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
            .execute("run", file, file, "--gctrace", path("gc.log"));
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("--gctrace names one file, but there are 2 files");
  }

  @Test
  void aFormerFileIsReplacedAndNothingElseLeft() throws Exception {
    Files.writeString(directory.resolve("gc.log"), "former", UTF_8);
    assertThat(run("--gctrace", path("gc.log"), "--set", "run.duration=1s")).isZero();
    assertThat(trace()).isNotEmpty();
    assertThat(names()).containsExactly("allocating.yaml", "gc.log", "results");
  }

  @Test
  void metricsAreWhatAScrapeWouldShow() throws Exception {
    assertThat(run("--metrics", path("run.om"), "--set", "run.warmup=500ms")).isZero();
    Map<String, Family> families =
        OpenMetricsReader.read(Files.readString(directory.resolve("run.om"), UTF_8));
    PointResult point = result();
    assertThat(families).hasSize(point.metrics().size());
    Family live = requireNonNull(families.get("go_gc_heap_live_bytes"));
    assertThat(live.type()).isEqualTo("gauge");
    assertThat(live.points()).hasSize(point.series().timeS().size());
    List<Double> series = requireNonNull(point.series().values().get("/gc/heap/live:bytes"));
    for (int i = 0; i < series.size(); i++) {
      assertThat(live.points().get(i).value())
          .isCloseTo(series.get(i), within(1e-5 * series.get(i)));
      assertThat(live.points().get(i).timeS())
          .isCloseTo(point.series().timeS().get(i), within(1e-4));
    }
    List<Point> cpu = requireNonNull(families.get("go_cpu_classes_gc_total_cpu_seconds")).points();
    assertThat(cpu.get(0).value()).isPositive(); // what the warm-up took
    assertThat(cpu.get(cpu.size() - 1).value() - cpu.get(0).value())
        .isCloseTo(
            figure(point, "/cpu/classes/gc/total:cpu-seconds", "total"),
            within(0.15 * cpu.get(cpu.size() - 1).value()));
    assertThat(families).containsKeys("go_gc_cycles_total_gc_cycles", "headroom_rss_bytes");
    Family latencies = requireNonNull(families.get("go_sched_latencies_seconds"));
    assertThat(latencies.type()).isEqualTo("histogram");
    assertThat(latencies.points().get(latencies.points().size() - 2).value())
        .isCloseTo(figure(point, "/sched/latencies:seconds", "count"), within(1.0));
  }

  @Test
  void metricsAsATable() throws Exception {
    assertThat(run("--metrics", path("run.csv"), "--set", "run.duration=1s")).isZero();
    List<String> lines = Files.readAllLines(directory.resolve("run.csv"), UTF_8);
    List<String> head = List.of(lines.get(0).split(","));
    assertThat(head).startsWith("time_s").contains("/gc/heap/goal:bytes", "rss");
    assertThat(lines).hasSize(1 + result().series().timeS().size());
    int goal = head.indexOf("/gc/heap/goal:bytes");
    List<Double> series = requireNonNull(result().series().values().get("/gc/heap/goal:bytes"));
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = List.of(lines.get(i).split(","));
      assertThat(cells).hasSize(head.size());
      assertThat(Double.parseDouble(cells.get(goal)) / MIB)
          .isCloseTo(series.get(i - 1) / MIB, within(0.01));
    }
  }

  @Test
  void logsNeedFilesOfTheirOwn() {
    assertThat(run("--metrics", path("log"), "--gctrace", path("log"))).isEqualTo(2);
    assertThat(err.toString()).endsWith("log is named twice\n");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
