package headroom.experiments.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSearchTest {
  private static final String OPEN = "arrivals: poisson(50/s)\n";

  private static @Nullable KnownModel of(String lines) {
    String text = "name: model\nmachine: {cores: 2}\n" + lines + "run: {duration: 10s}\n";
    ExperimentSource source = new ExperimentSource("model.yaml", text, Path.of(""));
    try {
      return ModelSearch.of(ExperimentReader.read(source, List.of()).base().scenario());
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {workers: 4}, steps: [{io: exponential(10ms)}]    | M/M/4",
        "server: {workers: 1}, steps: [{io: exponential(10ms)}]    | M/M/1",
        "server: {workers: 2}, steps: [{cpu: exponential(10ms)}]   | M/M/2",
        "server: {workers: 9}, steps: [{cpu: exponential(10ms)}]   | M/M/2",
        "steps: [{cpu: exponential(10ms)}]                         | M/M/2",
        "server: {workers: 1}, steps: [{cpu: 2ms}, {io: 8ms}]      | M/G/1",
        "server: {workers: 4, overhead: 50us}, steps: [{io: exponential(10ms)}] | M/M/4",
        "steps: [{io: lognormal(10ms cv=2)}, {sleep: 5ms}]         | no queue",
      })
  void theStructureIsThatOfAModel(String parts, String name) {
    String lines = parts.replace("}, steps", "}\nsteps") + "\n";
    assertThat(Objects.requireNonNull(of(OPEN + lines)).name()).isEqualTo(name);
  }

  @Test
  void usersWhoThinkAreAClosedLoop() {
    String users = "clients: {users: 9, think: 50ms}\nserver: {workers: 2}\n";
    KnownModel model = of(users + "steps: [{io: exponential(10ms)}]\n");
    assertThat(Objects.requireNonNull(model).station())
        .isEqualTo(new ThinkingUsers(9, 0.05, 0.01, 2));
  }

  /** Half take 5 ms and half 15 ms: E[S²] = 125 ms², and P-K gives 10 + 0.05 · 125 / 2 / 0.5. */
  @Test
  void classesBeforeOneWorkerAreAMixture() {
    KnownModel model =
        of(
            OPEN
                + "server: {workers: 1}\nrequests:\n  - {class: a, share: 50%, steps: [{io: 5ms}]}\n"
                + "  - {class: b, steps: [{io: 15ms}]}\n");
    assertThat(Objects.requireNonNull(model).latencyMs().get("mean"))
        .isCloseTo(16.25, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [{cpu: exponential(10ms)}, {io: 10ms}]", // comes back from the network to a P
        "server: {workers: 2}, steps: [{io: lognormal(10ms cv=2)}]", // M/G/2 has no formula
        "server: {workers: 1}, steps: [{io: exponential(30ms)}]", // no steady state
        "server: {workers: 4, deadline: 1s}, steps: [{io: exponential(10ms)}]",
        "server: {workers: 4, front: http}, steps: [{io: exponential(10ms)}]",
        "server: {workers: 4}, steps: [{io: exponential(10ms)}, {alloc: {size: 1KiB}}]",
        "server: {workers: 1}, steps: [{io: normal(10ms sd=8ms)}]",
      })
  void whatHasNoFormulaHasNone(String parts) {
    assertThat(of(OPEN + parts.replace("}, steps", "}\nsteps") + "\n")).isNull();
  }
}
