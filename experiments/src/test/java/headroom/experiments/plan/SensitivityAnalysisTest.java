package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.FileNumbers;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.SensitivityResult;
import headroom.experiments.result.SensitivityResult.Effect;
import headroom.experiments.result.SensitivityResult.Knob;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityAnalysisTest {
  /** M/M/1 at load 0.5, whose P99 is ln 100 / (μ - λ) = 92.1 ms (Kleinrock 1975, eq. 5.119). */
  private static final String QUEUE =
      """
      name: queue
      profile: ideal
      machine: {cores: 8}
      arrivals: poisson(50/s)
      server: {workers: 1, overhead: 0ms}
      steps: [{id: backend, io: exponential(10ms)}]
      run: {duration: 400s, warmup: 10s, replications: 8, seed: 3}
      """;

  @TempDir private Path directory;

  private static SensitivityAnalysis.Analysis analyse(String text, int threads) throws Exception {
    ExperimentSource source = new ExperimentSource("q.yaml", text, Path.of(""));
    LoadedExperiment loaded = ExperimentReader.read(source, List.of());
    PlannedService service =
        set ->
            ExperimentReader.readBase(
                source,
                set.entrySet().stream()
                    .map(e -> new Setting(e.getKey(), e.getValue().toString()))
                    .toList());
    try (PointRunner runner = PointRunner.simulator(threads, RunProgress.NONE)) {
      return new SensitivityAnalysis(service, runner, "test")
          .analyse(
              loaded.base(),
              FileNumbers.of(source, List.of()),
              FileNumbers.steps(source, List.of()));
    }
  }

  private static Knob knob(SensitivityResult answer, String name) {
    return answer.numbers().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * With λ ± 10 % the P99 is 50/45 and 50/55 of what it was, with a tenth more service 50 / (90.9 -
   * 50), and with half of it 50 / (200 - 50): a third.
   */
  @Test
  void theP99MovesAsTheorySays() throws Exception {
    SensitivityResult answer = analyse(QUEUE, 2).answer();
    assertThat(answer.p99Ms()).isCloseTo(92.1, within(4.0));
    Knob rate = knob(answer, "arrivals");
    assertThat(Objects.requireNonNull(rate.more()).p99Change()).isCloseTo(1 / 9.0, within(0.04));
    assertThat(Objects.requireNonNull(rate.less()).p99Change()).isCloseTo(-1 / 11.0, within(0.03));
    Knob service = answer.numbers().get(0);
    assertThat(service.name()).isEqualTo("steps.backend.io");
    assertThat(Objects.requireNonNull(service.more()).p99Change())
        .isCloseTo(50 / 40.909 - 1, within(0.04));
    assertThat(service.more().ci95()).isNotNull();
    assertThat(service.matters()).isTrue();
    List<Effect> faster = answer.speedUps().get(0).faster();
    assertThat(faster).extracting(Effect::change).containsExactly(-0.1, -0.25, -0.5);
    assertThat(faster.get(2).p99Change()).isCloseTo(-2 / 3.0, within(0.03));
    assertThat(faster.get(1).p99Change()).isCloseTo(50 / 83.333 - 1, within(0.03));
    assertThat(answer.verdict().get(0))
        .startsWith("The P99 is 9")
        .contains("It hangs most on steps.backend.io: 10ms → 11ms +2");
  }

  /** Cores that nobody computes on, and one worker, of which there is no tenth. */
  @Test
  void whatDoesNotMatterIsSaidAndWhatIsCoarseStandsLast() throws Exception {
    SensitivityResult answer = analyse(QUEUE.replace("400s", "60s"), 2).answer();
    Knob cores = knob(answer, "machine.cores");
    assertThat(cores.matters()).isFalse();
    assertThat(cores.swing()).isLessThan(1e-3);
    assertThat(Objects.requireNonNull(cores.more()).value()).isEqualTo("9");
    Knob workers = answer.numbers().get(answer.numbers().size() - 1);
    assertThat(workers.name()).isEqualTo("server.workers");
    assertThat(workers.coarse()).isTrue();
    assertThat(workers.less()).isNull(); // no worker at all is not allowed
    assertThat(Objects.requireNonNull(workers.more()).value()).isEqualTo("2");
    assertThat(answer.verdict())
        .anySatisfy(s -> assertThat(s).startsWith("Whole numbers that cannot change by a tenth"));
  }

  @Test
  void theEdgeOfSaturationIsSaid() throws Exception {
    SensitivityResult answer = analyse(QUEUE.replace("50/s", "96/s"), 2).answer();
    assertThat(Objects.requireNonNull(knob(answer, "arrivals").more()).steady()).isFalse();
    assertThat(answer.verdict())
        .anySatisfy(
            s -> assertThat(s).contains("arrivals is enough for requests to pile up without end"));
  }

  @Test
  void isTheSameWhateverTheThreadsAndReadsBack() throws Exception {
    String brief = QUEUE.replace("400s", "5s");
    SensitivityAnalysis.Analysis one = analyse(brief, 1);
    SensitivityAnalysis.Analysis two = analyse(brief, 2);
    assertThat(two.answer()).isEqualTo(one.answer());
    assertThat(ResultFile.toJson(two.points())).isEqualTo(ResultFile.toJson(one.points()));
    Files.writeString(directory.resolve("sensitivity.json"), ResultFile.toJson(one.answer()));
    assertThat(ResultFile.readAnswer(directory)).isEqualTo(one.answer());
    assertThat(one.points().points().get(0).parameters()).isEmpty();
  }
}
