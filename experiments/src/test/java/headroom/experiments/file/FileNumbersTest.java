package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.FileNumbers.FileNumber;
import headroom.experiments.file.FileNumbers.StepTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileNumbersTest {
  private static final ExperimentSource SOURCE =
      new ExperimentSource(
          "n.yaml",
          """
          name: checkout-2
          machine: {cores: 2, memory: 512MiB}
          runtime: {version: "1.26", gogc: 100}
          arrivals: mmpp(50/s for 2s, 500/s for 1m30s)
          server: {workers: 16, overhead: 20us}
          steps:
            - {id: parse1, cpu: exponential(1ms)}
            - call: {pool: db, for: lognormal(p50=4ms p99=30ms), timeout: 1s}
            - repeat: {times: 3, steps: [{io: 0.5ms}]}
          resources: {pools: {db: {size: 20}}}
          run: {duration: 10s, seed: 7}
          slo: {p99: 150ms}
          """,
          Path.of(""));

  private static List<FileNumber> numbers() throws Exception {
    return FileNumbers.of(SOURCE, List.of());
  }

  private static FileNumber number(String name, String value) throws Exception {
    return numbers().stream()
        .filter(n -> n.name().equals(name) && n.value().equals(value))
        .findFirst()
        .orElseThrow();
  }

  /** Numbers in names, of versions, of the run and of the SLO are none of the service. */
  @Test
  void everyNumberOfTheServiceIsFound() throws Exception {
    assertThat(numbers())
        .extracting(n -> n.name() + " " + n.value())
        .containsExactly(
            "machine.cores 2",
            "machine.memory 512MiB",
            "runtime.gogc 100",
            "arrivals 50/s",
            "arrivals 2s",
            "arrivals 500/s",
            "arrivals 1m30s",
            "server.workers 16",
            "server.overhead 20us",
            "steps.parse1.cpu 1ms",
            "steps.1.call.for p50 4ms",
            "steps.1.call.for p99 30ms",
            "steps.1.call.timeout 1s",
            "steps.2.repeat.times 3",
            "steps.2.repeat.steps.0.io 0.5ms",
            "resources.pools.db.size 20");
  }

  @Test
  void aNumberIsChangedWhereItStands() throws Exception {
    FileNumber p99 = number("steps.1.call.for p99", "30ms");
    assertThat(p99.with(p99.scaled(1.1))).isEqualTo("lognormal(p50=4ms p99=33ms)");
    assertThat(p99.change("33ms")).isCloseTo(0.1, within(1e-12));
    assertThat(number("arrivals", "1m30s").scaled(0.9)).isEqualTo("0.9m27s");
    assertThat(number("arrivals", "500/s").with("550/s"))
        .isEqualTo("mmpp(50/s for 2s, 550/s for 1m30s)");
  }

  @Test
  void wholeNumbersTakeTheNextOne() throws Exception {
    assertThat(number("server.workers", "16").whole(1.1)).isEqualTo("18");
    assertThat(number("machine.cores", "2").whole(1.1)).isEqualTo("3");
    assertThat(number("machine.cores", "2").whole(0.9)).isEqualTo("1");
    assertThat(number("steps.parse1.cpu", "1ms").whole(1.1)).isEqualTo("1ms");
  }

  /** What every key takes can be read again with the number changed. */
  @Test
  void everyChangedNumberCanBeRead() throws Exception {
    for (FileNumber number : numbers()) {
      String changed = number.scaled(1.1);
      boolean whole = number.value().matches("[0-9]+");
      String text = number.with(whole ? number.whole(1.1) : changed);
      ExperimentReader.readBase(SOURCE, List.of(new Setting(number.key(), text)));
    }
  }

  @Test
  void stepsHaveTheTimesThatAreNotLimits() throws Exception {
    List<StepTime> steps = FileNumbers.steps(SOURCE, List.of());
    assertThat(steps)
        .extracting(StepTime::name)
        .containsExactly(
            "server.overhead", "steps.parse1.cpu", "steps.1.call", "steps.2.repeat.steps.0.io");
    assertThat(steps.get(2).scaled(0.5)).isEqualTo("lognormal(p50=2ms p99=15ms)");
  }

  @Test
  void settingsAreNumbersToo() throws Exception {
    assertThat(FileNumbers.of(SOURCE, List.of(new Setting("server.queue", "64"))))
        .extracting(FileNumber::name)
        .contains("server.queue");
  }

  /** The time of an operation stands in a catalogue; the file can say a factor. */
  @Test
  void anOperationIsMadeFasterByItsScale() throws Exception {
    ExperimentSource source =
        new ExperimentSource(
            "o.yaml",
            """
            name: o
            machine: {cores: 2}
            arrivals: poisson(50/s)
            steps:
              - {id: encode, op: {name: json.Marshal/medium, times: 3}}
              - op: {name: fmt.Sprintf/2-strings, scale: 0.8}
            """,
            Path.of(""));
    List<StepTime> steps = FileNumbers.steps(source, List.of());
    assertThat(steps)
        .extracting(step -> step.name() + ": " + step.shown() + ", " + step.scaled(0.75))
        .containsExactly(
            "steps.encode.op json.Marshal/medium: 1 × as measured, 0.75",
            "steps.1.op fmt.Sprintf/2-strings: 0.8 × as measured, 0.6");
    for (StepTime step : steps) {
      ExperimentReader.readBase(source, List.of(new Setting(step.key(), step.scaled(0.75))));
    }
  }
}
