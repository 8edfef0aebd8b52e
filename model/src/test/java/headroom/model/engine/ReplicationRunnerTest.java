package headroom.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.tudelft.simulation.naming.context.event.InitialEventContext;
import org.djutils.stats.summarizers.Tally;
import org.junit.jupiter.api.Test;

class ReplicationRunnerTest {

  /** A body that fails in its third event, or in what comes before. */
  private static final class FailingBody implements ReplicationBody {
    private final Throwable failure;
    private final String where;

    @SuppressWarnings("NullAway.Init") // set in construct, before all else
    private HeadroomSimulator simulator;

    FailingBody(String where, Throwable failure) {
      this.where = where;
      this.failure = failure;
    }

    private void failAt(String place) {
      if (place.equals(where)) {
        if (failure instanceof Error error) {
          throw error;
        }
        throw (RuntimeException) failure;
      }
    }

    @Override
    public void construct(HeadroomSimulator owner) {
      simulator = owner;
      failAt("construct");
      simulator.schedule(1, 0, 0);
    }

    @Override
    public void handle(int kind, int subject) {
      if (simulator.now() == 3) {
        failAt("handle");
      }
      simulator.schedule(simulator.now() + 1, 0, 0);
    }

    @Override
    public void warmedUp() {
      failAt("warmedUp");
    }

    @Override
    public void ended() {
      failAt("ended");
    }

    @Override
    public Map<String, Double> outputs() {
      failAt("outputs");
      return Map.of();
    }
  }

  private static SortedMap<String, SortedMap<String, Tally>> summary(
      List<QueueBody> bodies, int first, int count) {
    return ReplicationRunner.summarize(
        replication -> {
          QueueBody body = new QueueBody(replication);
          bodies.add(body);
          return body;
        },
        first,
        count,
        10_000,
        100_000);
  }

  private static Tally sampleMean(
      SortedMap<String, SortedMap<String, Tally>> summary, String output) {
    SortedMap<String, Tally> fields = summary.get(output);
    Tally tally = fields == null ? null : fields.get("SampleMean");
    if (tally == null) {
      throw new AssertionError("no " + output + " in " + summary.keySet());
    }
    return tally;
  }

  @Test
  void threeHundredReplicationsAreSummarized() {
    List<QueueBody> bodies = new ArrayList<>();
    SortedMap<String, SortedMap<String, Tally>> summary = summary(bodies, 0, 300);
    assertThat(bodies)
        .hasSize(300)
        .allMatch(body -> body.ended)
        .allMatch(body -> body.warmedUpAtNs == 10_000);
    Tally handled = sampleMean(summary, "handled");
    assertThat(handled.getN()).isEqualTo(300);
    assertThat(handled.getSum())
        .isEqualTo((double) bodies.stream().mapToLong(body -> body.handled).sum());
    double mean = 0;
    for (QueueBody body : bodies) {
      mean += (double) body.waitedNs / body.handled / 300;
    }
    assertThat(sampleMean(summary, "wait/event").getSampleMean())
        .isCloseTo(mean, org.assertj.core.data.Percentage.withPercentage(1e-9));
  }

  @Test
  void aReplicationDoesNotDependOnWhatRanBefore() {
    List<QueueBody> all = new ArrayList<>();
    summary(all, 0, 20);
    List<QueueBody> last = new ArrayList<>();
    summary(last, 17, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(last.get(i).hash).isEqualTo(all.get(17 + i).hash);
    }
    assertThat(all.get(0).hash).isNotEqualTo(all.get(1).hash);
  }

  @Test
  void threadsSideBySideGiveTheSame() throws Exception {
    List<QueueBody> alone = new ArrayList<>();
    summary(alone, 0, 40);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<QueueBody>>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int first = i;
        tasks.add(
            () -> {
              List<QueueBody> bodies = new ArrayList<>();
              summary(bodies, first, 1);
              return bodies;
            });
      }
      List<Future<List<QueueBody>>> results = threads.invokeAll(tasks);
      for (int i = 0; i < 40; i++) {
        assertThat(results.get(i).get().get(0).hash).isEqualTo(alone.get(i).hash);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatABodyThrowsComesOut() {
    for (String where : List.of("construct", "handle", "warmedUp", "ended", "outputs")) {
      for (Throwable failure :
          List.of(new IllegalArgumentException(where), new AssertionError(where))) {
        assertThatThrownBy(
                () -> ReplicationRunner.run(r -> new FailingBody(where, failure), 0, 2, 0, 10))
            .as(where)
            .isSameAs(failure);
      }
    }
  }

  @Test
  void nothingIsLeftInTheNamingContext() throws Exception {
    summary(new ArrayList<>(), 0, 5);
    assertThatThrownBy(
            () ->
                ReplicationRunner.run(
                    r -> new FailingBody("handle", new IllegalStateException("x")), 0, 2, 0, 10))
        .isInstanceOf(IllegalStateException.class);
    assertThat(InitialEventContext.instantiate("root").keySet()).isEmpty();
  }

  @Test
  void nothingIsPrinted() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream catcher = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(catcher);
    System.setErr(catcher);
    try {
      summary(new ArrayList<>(), 0, 2);
      assertThatThrownBy(
              () ->
                  ReplicationRunner.run(
                      r -> new FailingBody("handle", new IllegalStateException("x")), 0, 2, 0, 10))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aWarmUpOfZeroComesRightAfterTheConstruction() {
    List<QueueBody> bodies = new ArrayList<>();
    ReplicationRunner.run(
        replication -> {
          bodies.add(new QueueBody(replication));
          return bodies.get(0);
        },
        0,
        1,
        0,
        10_000);
    assertThat(bodies.get(0).warmedUpAtNs).isZero();
  }
}
