package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Setting;
import headroom.experiments.result.PlanResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPlannerTest {
  /** M/M/1: one worker that is busy for 4 ms in the mean, 100 requests a second. */
  private static final String QUEUE =
      """
      name: queue
      profile: ideal
      machine: {cores: 4}
      arrivals: poisson(100/s)
      server: {workers: 1}
      steps: [{io: exponential(4ms)}]
      run: {duration: 200s, warmup: 10s, replications: 5, seed: 3}
      """;

  @TempDir private Path directory;

  private static LoadPlanner.Plan plan(String text, int threads) throws Exception {
    ExperimentSource source = new ExperimentSource("queue.yaml", text, Path.of(""));
    LoadedExperiment loaded = ExperimentReader.read(source, List.of());
    PlannedService service =
        set ->
            ExperimentReader.readBase(
                source,
                set.entrySet().stream()
                    .map(e -> new Setting(e.getKey(), e.getValue().toString()))
                    .toList());
    try (PointRunner runner = PointRunner.simulator(threads, RunProgress.NONE)) {
      return new LoadPlanner(service, runner, "test").plan(loaded.base(), loaded.load());
    }
  }

  /**
   * The time in an M/M/1 is exponential with rate μ - λ (Kleinrock, Queueing Systems I, 1975, eq.
   * 5.119), so that its P99 is ln 100 / (μ - λ): 80 ms at λ = 250 - ln 100 / 0.08 = 192.4/s.
   */
  @Test
  void findsTheLoadThatTheoryKnows() throws Exception {
    LoadPlanner.Plan plan = plan(QUEUE + "slo: {p99: 80ms}\n", 2);
    PlanResult answer = plan.answer();
    PlanResult.Limit highest = Objects.requireNonNull(answer.highest());
    assertThat(highest.load()).isCloseTo(1.924, within(0.05));
    assertThat(highest.surelyMet()).isLessThanOrEqualTo(highest.load()).isGreaterThan(1.7);
    assertThat(highest.surelyMissed()).isGreaterThan(highest.load()).isLessThan(2.2);
    assertThat(highest.busiest().resource()).isEqualTo("server workers");
    assertThat(highest.busiest().share()).isCloseTo(highest.load() / 2.5, within(0.02));
    assertThat(answer.ceilings().get(0).load()).isCloseTo(2.5, within(1e-6));
    assertThat(answer.met()).isTrue();
    assertThat(Objects.requireNonNull(answer.breaks()).component()).isEqualTo("queue");
    assertThat(Objects.requireNonNull(answer.breaks()).misses())
        .singleElement()
        .asString()
        .startsWith("p99");
    assertThat(answer.verdict().get(0)).startsWith("The SLO is met up to 19");
    assertThat(plan.points().points())
        .extracting(p -> p.parameters().get("load"))
        .contains("100%", "250%")
        .doesNotHaveDuplicates();
    assertThat(Objects.requireNonNull(answer.knee()).load())
        .isBetween(1.0, 1.6); // P99 · λ is least at μ / 2
  }

  @Test
  void isTheSameWhateverTheThreadsAndReadsBack() throws Exception {
    String brief = QUEUE.replace("200s", "5s") + "slo: {p99: 80ms}\n";
    LoadPlanner.Plan one = plan(brief, 1);
    LoadPlanner.Plan two = plan(brief, 2);
    assertThat(two.answer()).isEqualTo(one.answer());
    assertThat(ResultFile.toJson(two.points())).isEqualTo(ResultFile.toJson(one.points()));
    Path file = directory.resolve("plan.json");
    Files.writeString(file, ResultFile.toJson(one.answer()));
    assertThat(ResultFile.readAnswer(directory)).isEqualTo(one.answer());
  }

  @Test
  void aLoadThatIsTooMuchIsSaidToBe() throws Exception {
    PlanResult answer = plan(QUEUE + "load: 240%\nslo: {p99: 80ms}\n", 2).answer();
    assertThat(answer.met()).isFalse();
    assertThat(Objects.requireNonNull(answer.highest()).load()).isCloseTo(1.924, within(0.06));
    assertThat(answer.verdict().get(0)).contains("the load asked about, 240%, is", "% too much.");
  }

  @Test
  void whatNoLoadMeetsHasNoAnswer() throws Exception {
    String brief = QUEUE.replace("200s", "2s").replace("exponential(4ms)", "4ms");
    PlanResult answer = plan(brief + "slo: {p50: 3ms}\n", 2).answer();
    assertThat(answer.highest()).isNull();
    assertThat(answer.met()).isFalse();
    assertThat(answer.verdict().get(0)).startsWith("No load meets the SLO, not even 0.");
    assertThat(Objects.requireNonNull(answer.breaks()).misses())
        .singleElement()
        .asString()
        .startsWith("p50 4 ms of 3 ms");
  }

  /** Half of the load completes half of the requests: that is no fault of the service. */
  @Test
  void aThroughputThatIsNotOfferedIsNotMissed() throws Exception {
    String brief = QUEUE.replace("200s", "10s");
    PlanResult answer = plan(brief + "slo: {p99: 80ms, throughput: 150/s}\n", 2).answer();
    assertThat(answer.met()).isTrue();
    assertThat(Objects.requireNonNull(answer.highest()).load()).isGreaterThan(1.5);
  }

  /** Beyond its capacity the queue of a short run is still short; that is no steady state. */
  @Test
  void anOverloadIsNotMetByAShortRun() throws Exception {
    String brief = QUEUE.replace("200s", "10s").replace("exponential(4ms)", "4ms");
    PlanResult answer = plan(brief + "slo: {p99: 2s}\n", 2).answer();
    assertThat(Objects.requireNonNull(answer.highest()).load()).isBetween(2.2, 2.6);
    assertThat(Objects.requireNonNull(answer.highest()).busiest().share()).isGreaterThan(0.9);
    assertThat(answer.verdict().get(1))
        .startsWith("That is the edge of saturation: the pool of workers is ")
        .contains("Plan for ");
  }

  @Test
  void usersAreWhole() throws Exception {
    String loop =
        QUEUE
            .replace("arrivals: poisson(100/s)", "clients: {users: 10, think: exponential(100ms)}")
            .replace("200s", "20s");
    LoadPlanner.Plan plan = plan(loop + "slo: {p99: 60ms}\n", 2);
    List<PointResult> points = plan.points().points();
    assertThat(plan.answer().highest()).isNotNull();
    assertThat(points.stream().map(PointResult::offered).distinct().count())
        .isEqualTo(points.size());
  }

  @Test
  void anAnswerIsNoOtherFile() throws IOException {
    Path file = directory.resolve("plan.json");
    Files.writeString(file, "{\"schema\": 1}");
    assertThatThrownBy(() -> ResultFile.readAnswer(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("incomplete");
  }
}
