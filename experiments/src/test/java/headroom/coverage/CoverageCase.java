package headroom.coverage;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.run.Replicator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A case of the reference whose mean and percentiles of latency are known.
 *
 * @param id in {@code reference/queueing}
 * @param words for the table
 * @param arrivals the lines of the file that say who asks
 * @param workers servers
 * @param service time of service in the words of the file
 * @param length of each replication
 * @param precision relative half-width at which the sequential plan stops
 * @param replicator what runs it
 */
record CoverageCase(
    String id,
    String words,
    String arrivals,
    int workers,
    String service,
    String length,
    double precision,
    Replicator replicator) {
  private static final Path REFERENCE = Path.of("../model/src/test/resources/reference/queueing");

  /** The experiment as a user writes it; the warm-up is found automatically. */
  Experiment experiment() {
    String text =
        "name: "
            + id.replaceAll("[^a-z0-9]+", "-")
            + "\nprofile: ideal\nmachine: {cores: 1}\n"
            + arrivals
            + "\nserver: {workers: "
            + workers
            + ", overhead: 0ms}\nsteps:\n  - io: "
            + service
            + "\nrun: {duration: "
            + length
            + "}\n";
    try {
      return ExperimentReader.read(new ExperimentSource(id, text, Path.of("")), List.of()).base();
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(id, e);
    }
  }

  /** The true value of {@code figure}, ms. */
  double truth(Figure figure) {
    try (var files = Files.list(REFERENCE)) {
      return files
          .sorted()
          .mapToDouble(file -> truth(file, figure))
          .filter(v -> v > 0)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + figure + " of " + id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last five columns of the reference are metric, value, unit, precision and formula. */
  private double truth(Path file, Figure figure) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(id + ","))
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[cells.length - 5].equals(figure.reference()))
          .mapToDouble(cells -> Double.parseDouble(cells[cells.length - 4]))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A figure of latency, by its key in a result. */
  enum Figure {
    MEAN("mean", "mean_response_ms"),
    P50("p50", "response_p50_ms"),
    P90("p90", "response_p90_ms"),
    P99("p99", "response_p99_ms");

    private final String key;
    private final String reference;

    Figure(String key, String reference) {
      this.key = key;
      this.reference = reference;
    }

    String key() {
      return key;
    }

    String reference() {
      return reference;
    }
  }

  /** All cases; those of few requests run in the simulator itself. */
  static List<CoverageCase> all() {
    return Stream.of(light(), poisson(), bursts()).flatMap(List::stream).toList();
  }

  private static List<CoverageCase> light() {
    Replicator engine = Replicator.simulator();
    Replicator queue = new QueueRecurrence();
    return List.of(
        open("mmc_c1_rho0.5", "M/M/1, load 0.5", "poisson(50/s)", 1, M, "40s", 0.08, engine),
        open("mmc_c4_rho0.8", "M/M/4, load 0.8", "poisson(320/s)", 4, M, "48s", 0.06, queue),
        new CoverageCase(
            "closed_c1_N5_Z50.0",
            "5 users, 1 server",
            "clients: {users: 5, think: exponential(50ms)}",
            1,
            M,
            "20s",
            0.05,
            engine),
        new CoverageCase(
            "closed_c4_N50_Z100.0",
            "50 users, 4 servers",
            "clients: {users: 50, think: exponential(100ms)}",
            4,
            M,
            "5s",
            0.04,
            engine),
        open("mdc_c1_rho0.5", "M/D/1, load 0.5", "poisson(50/s)", 1, "10ms", "40s", 0.05, queue));
  }

  private static List<CoverageCase> poisson() {
    Replicator queue = new QueueRecurrence();
    return List.of(
        open("mmc_c1_rho0.9", "M/M/1, load 0.9", "poisson(90/s)", 1, M, "300s", 0.18, queue),
        open("mmc_c1_rho0.95", "M/M/1, load 0.95", "poisson(95/s)", 1, M, "1200s", 0.15, queue),
        open("mmc_c8_rho0.9", "M/M/8, load 0.9", "poisson(720/s)", 8, M, "60s", 0.1, queue),
        open("mdc_c1_rho0.9", "M/D/1, load 0.9", "poisson(90/s)", 1, "10ms", "320s", 0.1, queue),
        open(
            "mg1_erlang4_rho0.8",
            "M/E4/1, cv² 0.25, load 0.8",
            "poisson(80/s)",
            1,
            "erlang(10ms, k=4)",
            "60s",
            0.15,
            queue),
        open(
            "mg1_h2_scv4_rho0.8",
            "M/H2/1, cv² 4, load 0.8",
            "poisson(80/s)",
            1,
            "hyperexponential(10ms, cv=2)",
            "120s",
            0.18,
            queue),
        open(
            "mg1_h2_scv9_rho0.8",
            "M/H2/1, cv² 9, load 0.8",
            "poisson(80/s)",
            1,
            "hyperexponential(10ms, cv=3)",
            "200s",
            0.2,
            queue),
        open(
            "mg1_h2_scv25_rho0.5",
            "M/H2/1, cv² 25, load 0.5",
            "poisson(50/s)",
            1,
            "hyperexponential(10ms, cv=5)",
            "400s",
            0.15,
            queue),
        open(
            "mg1_lognormal_scv16_rho0.5",
            "M/LN/1, cv² 16, load 0.5",
            "poisson(50/s)",
            1,
            "lognormal(10ms, cv=4)",
            "800s",
            0.3,
            queue));
  }

  private static List<CoverageCase> bursts() {
    Replicator queue = new QueueRecurrence();
    return List.of(
        open(
            "batch_geometric5_c1_rho0.8",
            "batches of 5 on average (geometric), load 0.8",
            "batch(poisson(16/s), geometric(5))",
            1,
            M,
            "600s",
            0.11,
            queue),
        open(
            "mmpp_c1_50for1000_150for200",
            "MMPP, 50/s and 150/s, load 0.67",
            "mmpp(50/s for 1000ms, 150/s for 200ms)",
            1,
            M,
            "150s",
            0.18,
            queue));
  }

  static final String M = "exponential(10ms)";

  static CoverageCase open(
      String id,
      String words,
      String arrivals,
      int workers,
      String service,
      String length,
      double precision,
      Replicator replicator) {
    return new CoverageCase(
        id, words, "arrivals: " + arrivals, workers, service, length, precision, replicator);
  }
}
