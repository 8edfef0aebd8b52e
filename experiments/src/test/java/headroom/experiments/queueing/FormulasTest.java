package headroom.experiments.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.model.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The formulas against the reference, whose values were computed by other programs, to its digits.
 */
class FormulasTest {
  private static final Path REFERENCE = Path.of("../model/src/test/resources/reference/queueing");
  private static final double DIGITS = 1e-8;

  /** Calls {@code judge} with the parameters and the values of each case of a family. */
  private static int all(String family, BiConsumer<CSVRecord, Map<String, Double>> judge)
      throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, CSVRecord> parameters = new LinkedHashMap<>();
    Map<String, Map<String, Double>> values = new HashMap<>();
    try (var reader = Files.newBufferedReader(REFERENCE.resolve(family + ".csv"))) {
      for (CSVRecord row : format.parse(reader)) {
        parameters.putIfAbsent(row.get("case_id"), row);
        values
            .computeIfAbsent(row.get("case_id"), id -> new HashMap<>())
            .put(row.get("metric"), Double.parseDouble(row.get("value")));
      }
    }
    parameters.forEach((id, row) -> judge.accept(row, Objects.requireNonNull(values.get(id))));
    return parameters.size();
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static void same(String what, double value, @Nullable Double reference) {
    double expected = Objects.requireNonNull(reference, what);
    assertThat(value).as(what).isCloseTo(expected, within(DIGITS * expected));
  }

  @Test
  void manyServers() throws IOException {
    int cases =
        all(
            "01-mmc",
            (row, values) -> {
              double service = number(row, "mean_service_ms") / 1e3;
              int servers = Integer.parseInt(row.get("servers"));
              MultiServerQueue queue =
                  new MultiServerQueue(number(row, "arrival_rate_per_s"), service, servers);
              String id = row.get("case_id");
              same(id, queue.waitProbability(), values.get("p_wait"));
              same(id, queue.meanResponseS() * 1e3, values.get("mean_response_ms"));
              for (String name : List.of("50", "90", "95", "99")) {
                double p = Double.parseDouble(name) / 100;
                double ms = queue.responseQuantileS(p) * 1e3;
                same(id + " p" + name, ms, values.get("response_p" + name + "_ms"));
              }
              double ms = queue.responseQuantileS(0.999) * 1e3;
              same(id + " p99.9", ms, values.get("response_p999_ms"));
            });
    assertThat(cases).isGreaterThan(10);
  }

  /** At c - a = 1 the wait and the service decay at one rate, and the sum is no difference. */
  @Test
  void twoServersHalfBusyHaveTheirLimit() {
    double at = new MultiServerQueue(1, 1, 2).responseQuantileS(0.99);
    double beside = new MultiServerQueue(1 + 1e-7, 1, 2).responseQuantileS(0.99);
    assertThat(at).isCloseTo(beside, within(1e-5));
  }

  /** The moments are those of the service as a file says it. */
  @Test
  void oneServerWithAnyTimes() throws IOException {
    int cases =
        all(
            "03-mg1-fcfs",
            (row, values) -> {
              String text =
                  "name: q\nmachine: {cores: 1}\narrivals: poisson("
                      + row.get("arrival_rate_per_s")
                      + "/s)\nserver: {workers: 1}\nsteps:\n  - io: "
                      + row.get("service_yaml")
                      + "\nrun: {duration: 10s}\n";
              KnownModel model = Objects.requireNonNull(ModelSearch.of(scenario(text)));
              assertThat(model.name()).isEqualTo("M/G/1");
              double ms = Objects.requireNonNull(model.latencyMs().get("mean"));
              same(row.get("case_id"), ms, values.get("mean_response_ms"));
            });
    assertThat(cases).isGreaterThan(25);
  }

  private static Scenario scenario(String text) {
    ExperimentSource source = new ExperimentSource("q.yaml", text, Path.of(""));
    try {
      return ExperimentReader.read(source, List.of()).base().scenario();
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  @Test
  void usersWhoThink() throws IOException {
    int cases =
        all(
            "06-closed-interactive",
            (row, values) -> {
              ThinkingUsers users =
                  new ThinkingUsers(
                      Integer.parseInt(row.get("users")),
                      number(row, "mean_think_ms") / 1e3,
                      number(row, "mean_service_ms") / 1e3,
                      Integer.parseInt(row.get("servers")));
              boolean exponential = row.get("service_yaml").startsWith("exponential");
              if (exponential) {
                String id = row.get("case_id");
                same(id, users.throughputPerS(), values.get("throughput_per_s"));
                same(id, users.meanResponseS() * 1e3, values.get("mean_response_ms"));
              }
            });
    assertThat(cases).isGreaterThan(5);
  }

  /** Ten thousand users: no weight overflows, and the servers are full. */
  @Test
  void manyUsersFillTheServers() {
    ThinkingUsers users = new ThinkingUsers(10_000, 1, 0.01, 4);
    assertThat(users.throughputPerS()).isCloseTo(400, within(1e-6));
    assertThat(users.meanResponseS()).isCloseTo(24, within(1e-6));
  }
}
