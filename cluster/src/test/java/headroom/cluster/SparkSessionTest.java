package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.experiments.Point;
import headroom.experiments.run.ClusterFailure;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session in this process. */
class SparkSessionTest {
  private final List<RunProgress.State> states = new CopyOnWriteArrayList<>();
  private final SparkSession session =
      new SparkSession(
          new JavaSparkContext(
              new SparkConf()
                  .setMaster("local[1]")
                  .setAppName("test")
                  .set("spark.ui.enabled", "false")
                  .set("spark.driver.host", "127.0.0.1")
                  .set("spark.executor.heartbeatInterval", "100ms")),
          states::add);

  @AfterEach
  void close() {
    session.close();
  }

  /** Seconds long, so that some heartbeats fall into it. */
  @Test
  void progressIsToldWhileAPointIsUnderWay() throws InterruptedException {
    Point point = Points.of(10_000, 200);
    session.announce(List.of(point), 0);
    session.run(point);
    assertThat(states)
        .filteredOn(state -> state.pointsDone() == 0)
        .extracting(RunProgress.State::share)
        .isSorted()
        .filteredOn(share -> share > 0 && share < 1)
        .hasSizeGreaterThan(3);
    RunProgress.State last = states.get(states.size() - 1);
    assertThat(last.share()).isEqualTo(1);
    assertThat(last.simulatedS()).isEqualTo(200);
    assertThat(last.replicationsDone()).isEqualTo(1);
  }

  @Test
  void theResultIsThatOfARunnerHere() throws InterruptedException {
    Point point = Points.of(100, 20);
    try (PointRunner runner = PointRunner.simulator(2, RunProgress.NONE)) {
      assertThat(session.run(point)).isEqualTo(runner.run(point));
    }
  }

  @Test
  void anInterruptGivesThePointUp() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> session.run(Points.of(10_000, 2000)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aSessionThatIsClosedSaysSo() {
    session.close();
    assertThatThrownBy(() -> session.run(Points.of(100, 20))).isInstanceOf(ClusterFailure.class);
  }
}
