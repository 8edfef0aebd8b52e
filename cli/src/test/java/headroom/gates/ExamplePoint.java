package headroom.gates;

import headroom.cli.command.Verbs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** A point of an example's sweep, as the command prints it. */
record ExamplePoint(JsonNode json) {
  /** The sweeps that have been run, by their words: two tests look at the same one. */
  private static final Map<List<String>, List<ExamplePoint>> RUNS = new ConcurrentHashMap<>();

  /** Runs a command {@code sweep …} of a page, unless that has been done. */
  static List<ExamplePoint> sweep(List<String> words) {
    return RUNS.computeIfAbsent(words, ExamplePoint::run);
  }

  private static List<ExamplePoint> run(List<String> words) {
    StringWriter printed = new StringWriter();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    try {
      Path out = Files.createTempDirectory("example").resolve("out");
      List<String> all = new ArrayList<>();
      for (String word : words) {
        all.add(word.startsWith("examples/") ? Repository.ROOT.resolve(word).toString() : word);
      }
      all.addAll(1, List.of("--json", "--no-report", "--out", out.toString()));
      int status =
          Verbs.commandLine(new PrintWriter(printed, true), nowhere)
              .execute(all.toArray(String[]::new));
      if (status != 0 && status != 3) { // 3: an SLO is missed
        throw new AssertionError(words + " ended with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode points = new ObjectMapper().readTree(printed.toString()).get("points");
    return StreamSupport.stream(points.spliterator(), false).map(ExamplePoint::new).toList();
  }

  /** The values of its parameters, as written. */
  List<String> parameters() {
    Collection<JsonNode> values = json.get("parameters").values();
    return values.stream().map(JsonNode::asString).toList();
  }

  /** The same point with the name of its file before its parameters. */
  ExamplePoint in(String file) {
    ObjectNode parameters = new ObjectMapper().createObjectNode();
    parameters.put("file", file.replaceFirst(".*/", "").replaceFirst("\\.yaml$", ""));
    parameters.setAll((ObjectNode) json.get("parameters"));
    ObjectNode named = ((ObjectNode) json).deepCopy();
    named.set("parameters", parameters);
    return new ExamplePoint(named);
  }

  boolean stationary() {
    return json.get("stability").get("stationary").asBoolean();
  }

  /** True if the process did not live to the end. */
  boolean killed() {
    return json.has("crash");
  }

  /** Latency in ms: {@code mean}, {@code p50}, {@code p99}. */
  double latency(String quantile) {
    return json.get("latency_ms").get(quantile).asDouble();
  }

  double throughput() {
    return json.get("throughput_per_s").asDouble();
  }

  /** The collector's share of the time of all Ps, as of the last cycle of the window. */
  double collectorShare() {
    double collector = total("/cpu/classes/gc/total:cpu-seconds");
    return collector == 0 ? 0 : collector / total("/cpu/classes/total:cpu-seconds");
  }

  /** Collections per second. */
  double cycles() {
    return metric("/gc/cycles/total:gc-cycles").get("per_s").asDouble();
  }

  /** The highest resident memory, in bytes. */
  double resident() {
    return metric("rss").get("max").asDouble();
  }

  /** The collector's time that requests paid as assists, as a share of the time of all Ps. */
  double assistShare() {
    double assists = total("/cpu/classes/gc/mark/assist:cpu-seconds");
    return assists == 0 ? 0 : assists / total("/cpu/classes/total:cpu-seconds");
  }

  /** True if the limiter of the collector's CPU came on. */
  boolean limiterHasBeenOn() {
    return metric("/gc/limiter/last-enabled:gc-cycle").get("max").asDouble() > 0;
  }

  /** The share of the cores, or Ps, in use. */
  double utilization() {
    return json.get("cpu").get("utilization").asDouble();
  }

  /** The share of the periods of the CPU quota in which the container was throttled. */
  double throttledShare() {
    return json.get("cpu").get("throttled_share").asDouble();
  }

  /** For how long the CPU quota stopped requests, in ms: {@code mean}, {@code p99}. */
  double frozen(String which) {
    return json.get("frozen_ms").get(which).asDouble();
  }

  /** A figure of the group {@code runtime}. */
  double runtime(String figure) {
    return json.get("runtime").get(figure).asDouble();
  }

  double coresUsed() {
    return json.get("cpu").get("cores_used").asDouble();
  }

  /** Part of a request's mean time, in ms; 0 if no request has been in it. */
  double breakdown(String component) {
    JsonNode value = json.get("breakdown_ms").get(component);
    return value == null ? 0 : value.asDouble();
  }

  /** The share of the requests that did not complete, whatever the reason. */
  double lostShare() {
    JsonNode failed = json.get("failed_by");
    return failed == null
        ? 0
        : StreamSupport.stream(failed.spliterator(), false).mapToDouble(JsonNode::asDouble).sum()
            / json.get("offered").asDouble();
  }

  /** Connections opened per second. */
  double opened() {
    double opened =
        StreamSupport.stream(json.get("by_resource").spliterator(), false)
            .filter(resource -> resource.has("opened"))
            .mapToDouble(resource -> resource.get("opened").asDouble())
            .sum();
    return opened / json.get("duration_s").asDouble() / json.get("replications").asDouble();
  }

  /** The latency of a class, in ms. */
  double latencyOf(String requests, String quantile) {
    return json.get("by_class").get(requests).get("latency_ms").get(quantile).asDouble();
  }

  private double reuse(String figure) {
    return StreamSupport.stream(json.get("by_resource").spliterator(), false)
        .filter(resource -> resource.has("reuse"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cache"))
        .get("reuse")
        .get(figure)
        .asDouble();
  }

  private double total(String metric) {
    return metric(metric).get("total").asDouble();
  }

  private JsonNode metric(String name) {
    return json.get("metrics").get(name);
  }

  /** The figure under a heading of a table, in ms, per second, bytes or as a share. */
  double under(String head) {
    String name = head.toLowerCase(Locale.ROOT).replace(".", "");
    return switch (name) {
      case "throughput" -> throughput();
      case "rejected" -> json.get("rejected").asDouble() / json.get("offered").asDouble();
      case "collector" -> collectorShare();
      case "cycles" -> cycles();
      case "cpu" -> utilization();
      case "peak memory" -> resident();
      case "cores" -> coresUsed();
      case "threads" -> runtime("threads_max");
      case "goroutines" -> runtime("goroutines_max");
      case "thread wakes" -> runtime("thread_wakes_per_s");
      case "live heap" -> runtime("heap_live_max_bytes");
      case "stacks" -> metric("/memory/classes/heap/stacks:bytes").get("max").asDouble();
      case "wait for a p" -> json.get("runtime").get("sched_latency_ms").get("p99").asDouble();
      case "opened" -> opened();
      case "lost" -> lostShare();
      case "at the end" -> json.get("throughput_last_tenth_per_s").asDouble();
      case "throttled" -> throttledShare();
      case "stood still" -> frozen("p99");
      case "found" -> reuse("hit_share");
      case "loading at once" -> reuse("stampede_max");
      default -> {
        int space = name.indexOf(' ');
        yield (space < 0
                ? this
                : new ExamplePoint(json.get("by_class").get(name.substring(0, space))))
            .latency(name.substring(space + 1));
      }
    };
  }
}
