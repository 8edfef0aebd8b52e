package headroom.experiments.plan;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Setting;
import headroom.experiments.file.SweptKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A service drawn at random, and what may be chosen of it.
 *
 * @param text the experiment file
 * @param axes two or three keys, 40 to 100 settings
 */
record GeneratedService(Kind kind, String text, List<SweptKey> axes) {
  private static final String CORES = "machine.cores=1,2,3,4,5,6";
  private static final String WORKERS = "server.workers=";

  /** Requests of a replication, about: so few that chance has its say. */
  private static final double REQUESTS = 600;

  /** What there is to be had. */
  enum Kind {
    /** Workers that compute. */
    CPU("cores, workers: they compute", CORES + " " + WORKERS + "1,2,4,6,8,12,16,32"),
    /** Workers that compute a little and wait for the network. */
    IO(
        "cores, workers: they wait for the network",
        "machine.cores=1,2,3,4 " + WORKERS + "4,8,12,16,24,32,48,64,96,128"),
    /** A pool of connections. */
    POOL(
        "cores, connections, workers",
        "machine.cores=1,2,3,4 resources.pools.db.size=4,8,16,24,32,64 " + WORKERS + "32,128"),
    /** A mutex held while computing. */
    MUTEX("cores, workers: they hold a mutex", CORES + " " + WORKERS + "1,2,4,8,12,16,32,64"),
    /** A collector that takes its part. */
    ALLOC(
        "cores, GOGC, workers",
        "machine.cores=1,2,3,4 runtime.gogc=25,50,100,200,400,800 " + WORKERS + "8,32"),
    /** A memory limit that costs something, too. */
    MEMORY(
        "memory, cores, GOGC",
        "machine.memory=64MiB,96MiB,128MiB,192MiB,256MiB,384MiB machine.cores=1,2,3 runtime.gogc=50,100,200"),
    /** A CPU limit. */
    QUOTA(
        "CPU limit, GOMAXPROCS",
        "machine.cpuQuota=0.5,1,1.5,2,2.5,3,4 runtime.gomaxprocs=1,2,3,4,6,8"),
    /** Copies of a process that share the load. */
    REPLICAS("replicas, workers", "replicas=1,2,3,4,5,6 " + WORKERS + "2,4,8,12,16,24,32,64");

    private final String words;

    /** Keys with their values, between spaces. */
    private final String varied;

    Kind(String words, String varied) {
      this.words = words;
      this.varied = varied;
    }

    /** For the table. */
    String words() {
      return words;
    }

    /** How many there are to choose from. */
    int settings() {
      return axes().stream().mapToInt(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    }

    private List<SweptKey> axes() {
      List<SweptKey> axes = new ArrayList<>();
      for (String each : varied.split(" ", -1)) {
        String[] parts = each.split("=", 2);
        axes.add(new SweptKey(parts[0], List.of(parts[1].split(",", -1))));
      }
      return axes;
    }
  }

  /** One of {@code kind}, which wants half a core to three and a half. */
  static GeneratedService of(Kind kind, SplittableRandom random) {
    double cpuMs = random.nextDouble(1.5, 6);
    double rate = 1000 * random.nextDouble(0.5, 3.5) / cpuMs;
    double ioMs = random.nextDouble(2, 40);
    double seconds = Math.min(8, Math.max(1, REQUESTS / rate));
    Drawn drawn = new Drawn(rate, cpuMs, ioMs, random);
    String steps = drawn.steps(kind);
    String full = random.nextInt(3) == 0 ? ", queue: 64, whenFull: reject" : "";
    boolean workers = kind != Kind.MEMORY && kind != Kind.QUOTA;
    String text =
        String.format(
            Locale.ROOT,
            """
            name: generated
            machine: {cores: %d}
            arrivals: %s(%.1f/s)
            server: {workers: %s%s}
            steps: [%s]
            %srun: {duration: %.2fs, warmup: %.2fs, replications: 5, seed: %d}
            slo: {p99: %.1fms, errors: 1%%}
            """,
            kind == Kind.QUOTA ? 8 : 2,
            random.nextInt(4) == 0 ? "constant" : "poisson",
            rate,
            workers ? "8" : "unbounded",
            workers ? full : "",
            steps,
            drawn.rest(kind),
            seconds,
            seconds / 4,
            random.nextInt(1, 100_000),
            drawn.tailMs(kind) * random.nextDouble(1.1, 3));
    return new GeneratedService(kind, text, kind.axes());
  }

  /** The figures that a service hangs on. */
  private record Drawn(double rate, double cpuMs, double ioMs, SplittableRandom random) {
    private String steps(Kind kind) {
      String cpu = format("{cpu: exponential(%.3fms)}", cpuMs);
      String io = format("{io: lognormal(%.3fms cv=0.8)}", ioMs);
      return switch (kind) {
        case CPU -> cpu;
        case IO, QUOTA, REPLICAS -> cpu + ", " + io;
        case POOL -> cpu + format(", {call: {pool: db, for: exponential(%.3fms)}}", ioMs);
        case MUTEX -> {
          double heldMs = Math.min(cpuMs / 2, random.nextDouble(0.2, 0.8) * 1000 / rate);
          String held = format("{cpu: exponential(%.3fms)}", heldMs);
          yield cpu + ", {lock: {mutex: index, for: [" + held + "]}}, " + io;
        }
        case ALLOC, MEMORY -> {
          double bytes = random.nextDouble(40e6, 300e6) / rate;
          String alloc =
              format("{alloc: {size: %.0fB, objects: 500, pointers: 25%%, keep: 10%%}}", bytes);
          yield cpu + ", " + alloc + ", " + io;
        }
      };
    }

    private String rest(Kind kind) {
      return switch (kind) {
        case POOL -> "resources: {pools: {db: {size: 8}}}\n";
        case MUTEX -> "resources: {mutexes: {index: {}}}\n";
        case ALLOC, MEMORY -> format("process: {liveHeap: %.0fKiB}\n", random.nextDouble(8e3, 4e4));
        case REPLICAS -> "cost: {core: 1, replica: 0.5}\n";
        default -> "";
      };
    }

    /** About the P99 of who never waits. */
    private double tailMs(Kind kind) {
      return kind == Kind.CPU ? 4.6 * cpuMs : 2 * cpuMs + 4 * ioMs;
    }

    private static String format(String pattern, Object... values) {
      return String.format(Locale.ROOT, pattern, values);
    }
  }

  ExperimentSource source() {
    return new ExperimentSource("generated.yaml", text, Path.of(""));
  }

  /** Itself under {@code seedShift} more than its seed; replicas share the load. */
  PlannedService service(long seedShift) throws Exception {
    ExperimentSource source = source();
    long seed = ExperimentReader.read(source, List.of()).base().scenario().seed() + seedShift;
    return set -> {
      List<Setting> settings = new ArrayList<>();
      settings.add(new Setting("run.seed", Long.toString(seed)));
      set.forEach(
          (key, value) ->
              settings.add(
                  key.equals(Candidates.REPLICAS)
                      ? new Setting(Trials.LOAD, "" + 1 / Double.parseDouble(value.toString()))
                      : new Setting(key, value.toString())));
      return ExperimentReader.readBase(source, settings);
    };
  }
}
