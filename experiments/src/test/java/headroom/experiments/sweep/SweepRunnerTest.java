package headroom.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.experiments.Experiment.RunSettings;
import headroom.experiments.Point;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.Experiments;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.QueueReplicator;
import headroom.experiments.run.Replicator;
import headroom.experiments.run.RunProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepRunnerTest {
  private static final String ENGINE = "test-1";
  private static final int[] WORKERS = {1, 2, 3, 4, 6, 8};

  @TempDir private Path directory;

  @Test
  void anyNumberOfThreadsGivesTheSameBytesInTheOrderOfTheGrid()
      throws InterruptedException, IOException {
    Result alone = sweep(new QueueReplicator(), 1, null);
    String expected = ResultFile.toJson(alone);
    assertThat(alone.points().stream().map(point -> point.parameters().get("server.workers")))
        .containsExactly(1L, 2L, 3L, 4L, 6L, 8L);
    for (int threads : new int[] {2, 4}) {
      assertThat(ResultFile.toJson(sweep(new QueueReplicator(), threads, null)))
          .isEqualTo(expected);
    }
  }

  @Test
  void aPointAloneEqualsThePointInTheSweep() throws InterruptedException, IOException {
    Result sweep = sweep(new QueueReplicator(), 2, null);
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      assertThat(runner.run(grid().get(3))).isEqualTo(sweep.points().get(3));
    }
  }

  /** Points used to be planned as they began, so that 97 % fell to 20 %. */
  @Test
  void progressKnowsTheWholeSweepFromTheStartAndNeverFalls()
      throws InterruptedException, IOException {
    List<RunProgress.State> states = new ArrayList<>();
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 2, states::add)) {
      new SweepRunner(runner, 2, ENGINE, null).run(grid(), (index, result, resumed) -> {});
    }
    assertThat(states).extracting(RunProgress.State::points).containsOnly(WORKERS.length);
    assertThat(states).extracting(RunProgress.State::share).isSorted();
    RunProgress.State half =
        states.stream().filter(s -> s.replicationsDone() == 6).findFirst().orElseThrow();
    assertThat(half.share()).isBetween(0.4, 0.7); // 6 of 12 replications
    assertThat(states.get(states.size() - 1).share()).isEqualTo(1);
  }

  @Test
  void anInterruptedSweepGoesOnWhereItStopped() throws InterruptedException, IOException {
    Path journal = directory.resolve("journal");
    AtomicBoolean cut = new AtomicBoolean(); // nothing runs after it
    Replicator breaking =
        (scenario, replication, progress) -> {
          if (cut.get() || scenario.server().workers() == 4) {
            cut.set(true);
            throw new IllegalStateException("power cut");
          }
          return new QueueReplicator().run(scenario, replication, progress);
        };
    SweepJournal interrupted = SweepJournal.fresh(journal, result(), ENGINE);
    assertThatThrownBy(() -> sweep(breaking, 1, interrupted)).hasMessageContaining("power cut");
    assertThat(files(journal)).isEqualTo(3);

    AtomicInteger replications = new AtomicInteger();
    Replicator counting =
        (scenario, replication, progress) -> {
          replications.incrementAndGet();
          return new QueueReplicator().run(scenario, replication, progress);
        };
    SweepJournal resumed = SweepJournal.resume(journal, result(), ENGINE);
    String json = ResultFile.toJson(sweep(counting, 2, resumed));
    assertThat(replications).hasValue(3 * 2);
    assertThat(json).isEqualTo(ResultFile.toJson(sweep(new QueueReplicator(), 1, null)));
    assertThat(resumed.kept(grid())).isEqualTo(6);
    resumed.remove(grid());
    assertThat(files(journal)).isZero();
  }

  @Test
  void theJournalKnowsAPointByAllThatMatters() throws IOException, InterruptedException {
    Point point = grid().get(0);
    SweepJournal journal = SweepJournal.fresh(directory.resolve("journal"), result(), ENGINE);
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      journal.keep(point, runner.run(point));
    }
    journal = SweepJournal.resume(directory.resolve("journal"), result(), ENGINE);
    assertThat(journal.find(grid().get(0))).isPresent();
    assertThat(journal.find(grid().get(1))).isEmpty();
    Point longer = new Point(point.parameters(), Experiments.of(200, 1, 3));
    assertThat(journal.find(longer)).isEmpty();
    assertThat(SweepJournal.resume(directory.resolve("journal"), result(), "test-2").find(point))
        .isEmpty();
    assertThat(SweepJournal.fresh(directory.resolve("journal"), result(), ENGINE).find(point))
        .isEmpty();
  }

  /** Also if the process dies between the publication and the removal of the kept points. */
  @Test
  void pointsOfAPublishedSweepAreFoundAgain() throws IOException, InterruptedException {
    Path journal = directory.resolve("journal");
    SweepJournal before = SweepJournal.fresh(journal, result(), ENGINE);
    Result swept = sweep(new QueueReplicator(), 1, before);
    Path staged = directory.resolve("staged.json");
    ResultFile.write(staged, swept);
    before.index(grid(), staged);
    before.remove(grid());
    SweepJournal notPublished = SweepJournal.resume(journal, result(), ENGINE);
    assertThat(notPublished.find(grid().get(0))).isEmpty();

    Files.copy(staged, result());
    SweepJournal published = SweepJournal.resume(journal, result(), ENGINE);
    for (int i = 0; i < WORKERS.length; i++) {
      assertThat(published.find(grid().get(i))).contains(swept.points().get(i));
    }
    assertThat(published.kept(grid())).isEqualTo(6);
    assertThat(SweepJournal.fresh(journal, result(), ENGINE).find(grid().get(0))).isEmpty();
    assertThat(SweepJournal.resume(journal, result(), "test-2").find(grid().get(0))).isEmpty();

    Files.writeString(result(), "\n", StandardOpenOption.APPEND);
    assertThat(SweepJournal.resume(journal, result(), ENGINE).find(grid().get(0))).isEmpty();
  }

  @Test
  void theLongestPointsAreTheFirst() throws IOException, InterruptedException {
    double[] perSecond = {50, 400, 100, 400, 200};
    List<Point> points = new ArrayList<>();
    for (double rate : perSecond) {
      points.add(new Point(Map.of("rate", rate), Experiments.of(rate, 4, 1)));
    }
    List<Integer> order = new ArrayList<>();
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      Result result =
          new SweepRunner(runner, 1, ENGINE, null)
              .run(points, (index, done, resumed) -> order.add(index));
      assertThat(result.points().stream().map(point -> point.parameters().get("rate")))
          .containsExactly(50.0, 400.0, 100.0, 400.0, 200.0);
    }
    assertThat(order).containsExactly(1, 3, 4, 2, 0);
  }

  @Test
  void aSweepThatBeginsAnewLosesNoFinishedPoint() throws IOException, InterruptedException {
    Path journal = directory.resolve("journal");
    SweepJournal before = SweepJournal.fresh(journal, result(), ENGINE);
    sweep(new QueueReplicator(), 1, before);
    SweepJournal anew = SweepJournal.fresh(journal, result(), ENGINE);
    assertThat(anew.find(grid().get(0))).isEmpty();
    assertThat(anew.kept(grid())).isEqualTo(6);
    assertThat(anew.kept(grid().subList(0, 2))).isEqualTo(2);
    assertThat(anew.others(grid().subList(0, 2))).isEqualTo(4);
    anew.remove(grid().subList(0, 2));
    assertThat(SweepJournal.resume(journal, result(), ENGINE).find(grid().get(0))).isEmpty();
    assertThat(SweepJournal.resume(journal, result(), ENGINE).find(grid().get(2))).isPresent();
  }

  /** The interrupt comes when the third point is done: all three are kept, no torn file is left. */
  @Test
  void anInterruptKeepsWhatIsDone() throws Exception {
    Path journal = directory.resolve("journal");
    SweepJournal kept = SweepJournal.fresh(journal, result(), ENGINE);
    Thread sweeper = Thread.currentThread();
    AtomicInteger done = new AtomicInteger();
    try (PointRunner runner = new PointRunner(new QueueReplicator(), 1, RunProgress.NONE)) {
      SweepRunner sweep = new SweepRunner(runner, 1, ENGINE, kept);
      assertThatThrownBy(
              () ->
                  sweep.run(
                      grid(),
                      (index, result, resumed) -> {
                        if (done.incrementAndGet() == 3) {
                          sweeper.interrupt();
                        }
                      }))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(Thread.interrupted()).isFalse();
    assertThat(kept.kept(grid())).isBetween(3, 6);
    try (Stream<Path> entries = Files.list(journal)) {
      assertThat(entries.filter(path -> path.toString().endsWith(".partial"))).isEmpty();
    }
  }

  @Test
  void aTornJournalFileIsRunAgain() throws IOException {
    Point point = grid().get(0);
    Path journal = directory.resolve("journal");
    SweepJournal.fresh(journal, result(), ENGINE);
    Files.writeString(journal.resolve(PointKey.of(point, ENGINE) + ".json"), "{\"parameters\": {");
    assertThat(SweepJournal.resume(journal, result(), ENGINE).find(point)).isEmpty();
  }

  private Result sweep(Replicator replicator, int threads, @Nullable SweepJournal journal)
      throws InterruptedException, IOException {
    try (PointRunner runner = new PointRunner(replicator, threads, RunProgress.NONE)) {
      return new SweepRunner(runner, threads, ENGINE, journal)
          .run(grid(), (index, result, resumed) -> assertThat(result).isNotNull());
    }
  }

  private Path result() {
    return directory.resolve("result.json");
  }

  private static List<Point> grid() {
    List<Point> points = new ArrayList<>();
    for (int workers : WORKERS) {
      points.add(
          new Point(
              Map.of("server.workers", (long) workers),
              Experiments.of(200, workers, 5, new RunSettings(false, 2, null), null)));
    }
    return points;
  }

  private static long files(Path journal) throws IOException {
    try (Stream<Path> entries = Files.list(journal)) {
      return entries.filter(path -> path.toString().endsWith(".json")).count();
    }
  }
}
