package headroom.experiments.notes;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentNotesTest {
  private static final String HEAD = "name: shop\nmachine: {cores: 4}\n";

  @Test
  void whatIsEnoughIsNotSpokenOf() throws Exception {
    // 100/s of 80 ms: 8 of 9 workers; 100/s of 30 ms CPU: 3 of 4 cores
    assertThat(
            notes(
                "arrivals: poisson(100/s)\nserver: {workers: 9}\nsteps: [{cpu: 30ms}, {io: 50ms}]\n"))
        .isEmpty();
  }

  /** 124/s, each 100 ms: 12.4. */
  @Test
  void workersThatAreFewerThanTheLoadNeeds() throws Exception {
    assertThat(
            notes(
                "arrivals: poisson(124/s)\nserver: {workers: 8}\nsteps: [{io: exponential(100ms)}]\n"))
        .containsExactly(
            "shop.yaml:4:19: note: the load needs 12.4 workers, there are 8 (124/s, each holds one for 100 ms):"
                + " they wait, longer and longer");
    assertThat(
            notes(
                "arrivals: poisson(124/s)\nserver: {workers: 8, queue: 9, whenFull: reject}\nsteps: [{io: 100ms}]\n"))
        .first()
        .asString()
        .endsWith(": the queue fills, the rest is rejected");
  }

  /**
   * 200/s of which half run 2 · 10 ms and half the slower of 30 and 40 ms: (20 + 40) / 2 = 30 ms, 6
   * workers.
   */
  @Test
  void stepsAreWalkedToTheirMeans() throws Exception {
    assertThat(
            notes(
                """
                arrivals: batch(poisson(20/s), size=10)
                server: {workers: 5}
                steps:
                  - choice:
                      - {share: 50%, steps: [{repeat: {times: 2, steps: [{io: 10ms}]}}]}
                      - {steps: [{spawn: {branches: [{steps: [{io: 30ms}]}, {steps: [{sleep: 40ms}]}]}}]}
                """))
        .first()
        .asString()
        .contains("the load needs 6 workers, there are 5 (200/s, each holds one for 30 ms)");
  }

  /** 1000/s of 5 ms CPU: 5 cores. */
  @Test
  void coresThatAreFewerThanTheLoadNeeds() throws Exception {
    String text = "arrivals: poisson(1000/s)\nserver: {workers: unbounded}\nsteps: [{cpu: 5ms}]\n";
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:2:18: note: the load needs 5 cores for Go code, there are 4:"
                + " no number of workers makes up for it");
    assertThat(notes(text.replace("1000/s", "600/s") + "runtime: {gomaxprocs: 2}\n"))
        .containsExactly(
            "shop.yaml:6:23: note: the load needs 3 cores for Go code, GOMAXPROCS allows 2:"
                + " no number of workers makes up for it");
    assertThat(notes(text.replace("cpu: 5ms", "cgo: 5ms")))
        .containsExactly(
            "shop.yaml:2:18: note: the load needs 5 cores, calls into C included, the machine has 4:"
                + " no number of workers makes up for it");
  }

  @Test
  void moreThreadsThanCores() throws Exception {
    assertThat(notes("arrivals: poisson(1/s)\nruntime: {gomaxprocs: 8}\nsteps: [{cpu: 1ms}]\n"))
        .containsExactly(
            "shop.yaml:4:23: note: GOMAXPROCS is 8 on 4 cores: a goroutine on a P can still wait for a core,"
                + " and nothing is gained");
  }

  /** 100/s, two calls of 30 ms: 6 connections. A call cut at 20 ms holds its connection for 20. */
  @Test
  void poolsThatAreSmallerThanTheLoadNeeds() throws Exception {
    String text =
        """
        arrivals: constant(100/s)
        server: {workers: unbounded}
        steps: [{call: {pool: db, for: 30ms}}, {call: {pool: db, for: 30ms}}]
        resources: {pools: {db: {size: 4}}}
        """;
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:6:21: note: the load needs 6 connections of the pool \"db\", it has 4:"
                + " requests wait for one, longer and longer");
    assertThat(notes(text.replace("for: 30ms", "for: 30ms, timeout: 20ms")))
        .containsExactly(
            "shop.yaml:5:8: note: a timeout of \"call\" is 20 ms, but what it limits takes 30 ms on average"
                + " even if it waits for nobody: most will run into it");
  }

  /** 500/s of 2 ms: 1 connection on average, 1 + 2 in 98 % of the time. */
  @Test
  void poolsThatKeepFewerConnectionsOpenThanTheLoadUses() throws Exception {
    String text =
        """
        arrivals: poisson(500/s)
        server: {workers: unbounded}
        steps: [{call: {pool: db, for: 2ms}}]
        resources: {pools: {db: {size: 9, maxIdle: 2, connect: 28ms}}}
        """;
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:6:21: note: the load uses up to 3 connections of the pool \"db\" at once, and maxIdle keeps 2"
                + " open: others are closed and opened again, 28 ms each time");
    assertThat(notes(text.replace("maxIdle: 2", "maxIdle: 3"))).isEmpty();
    assertThat(notes(text.replace("size: 9", "size: 2"))).isEmpty();
  }

  /** 100/s of 1 + 1/2 + 1/4 times 30 ms; the waits take 20 ms times 1/2 + 2/4. */
  @Test
  void retriesOfCallsAreNeededToo() throws Exception {
    String text =
        """
        arrivals: poisson(100/s)
        server: {workers: 1}
        steps: [{call: {pool: db, for: 30ms, errors: 50%, retries: 2, backoff: 20ms}}]
        resources: {pools: {db: {size: 5}}}
        """;
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:4:19: note: the load needs 7.25 workers, there is 1 (100/s, each holds one for 72.5 ms):"
                + " they wait, longer and longer",
            "shop.yaml:6:21: note: the load needs 5.25 connections of the pool \"db\", it has 5:"
                + " requests wait for one, longer and longer");
  }

  /** 300/s, held for 4 ms each. */
  @Test
  void locksAndConsumersThatTheLoadIsTooMuchFor() throws Exception {
    String text =
        """
        arrivals: poisson(300/s)
        server: {workers: unbounded}
        steps: [{lock: {mutex: index, for: [{io: 4ms}]}}, {send: {channel: jobs}}]
        resources:
          mutexes: {index: {}}
          channels: {jobs: {capacity: 10, consumers: 2, for: [{io: 10ms}]}}
        """;
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:7:13: note: the load needs the mutex \"index\" for 1.2 s of every second:"
                + " requests wait for it, longer and longer",
            "shop.yaml:8:14: note: the load needs 3 consumers of the channel \"jobs\", there are 2:"
                + " its buffer fills, then senders wait");
  }

  @Test
  void limitsBelowTheMeanOfWhatTheyLimit() throws Exception {
    assertThat(
            notes(
                """
                arrivals: poisson(1/s)
                server: {deadline: 50ms}
                clients: {timeout: 70ms}
                requests:
                  - {class: quick, share: 90%, steps: [{io: 1ms}]}
                  - {class: slow, share: 10%, steps: [{io: 80ms}]}
                """))
        .containsExactly(
            "shop.yaml:4:20: note: the deadline is 50 ms, but a request of class \"slow\" takes 80 ms on average"
                + " even if it waits for nobody: most will run into it",
            "shop.yaml:5:20: note: the clients' timeout is 70 ms, but a request of class \"slow\" takes 80 ms on"
                + " average even if it waits for nobody: most will run into it");
  }

  @Test
  void retriesWithoutAnEnd() throws Exception {
    String text =
        "arrivals: poisson(1/s)\nsteps: [{cpu: 1ms}]\nclients: {timeout: 1s, retries: 3}\n";
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:5:33: note: 3 retries without a budget: while requests fail, the load is up to 4 times as"
                + " high; retryBudget: 10% bounds it");
    assertThat(notes(text.replace("retries: 3", "retries: unlimited")))
        .containsExactly(
            "shop.yaml:5:33: note: retries have no end and no budget: what fails once is asked again for ever;"
                + " retries: 2 and retryBudget: 10% bound it");
    assertThat(notes(text.replace("retries: 3", "retries: 3, retryBudget: 10%"))).isEmpty();
  }

  /** 1,360 users, 3 s + 15 ms: 451/s, of which each holds a connection for 15 ms: 6.77 of 4. */
  @Test
  void usersNeedWhatTheyAskIfNoneWaits() throws Exception {
    String text =
        """
        clients: {users: 1360, think: 3s}
        server: {workers: 5}
        steps: [{repeat: {times: 3, steps: [{call: {pool: pg, for: exponential(5ms)}}]}}]
        resources: {pools: {pg: {size: 4}}}
        """;
    assertThat(notes(text))
        .containsExactly(
            "shop.yaml:4:19: note: the load needs 6.77 workers, there are 5"
                + " (1,360 users ask 451/s if none waits, each holds one for 15 ms): they wait,"
                + " and ask less often",
            "shop.yaml:6:21: note: the load needs 6.77 connections of the pool \"pg\", it has 4:"
                + " requests wait for one; 1,360 users ask 451/s if none waits");
    assertThat(notes(text.replace("1360", "400").replace("workers: 5", "workers: 8"))).isEmpty();
  }

  /** Users who do not think are a load that fills whatever there is. */
  @Test
  void usersWhoDoNotThinkNeedNothing() throws Exception {
    assertThat(
            notes("clients: {users: 100, think: 0s}\nserver: {workers: 2}\nsteps: [{cpu: 10ms}]\n"))
        .isEmpty();
  }

  /** Four requests in 30 ms: 100/s in the mean; 40 ms recorded where the file has 1 ms. */
  @Test
  void aTraceNeedsWhatWasObserved(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("t.csv"), "arrival_s,db_ms\n0,30\n0.01,50\n0.02,30\n0.03,50\n");
    ExperimentSource source =
        new ExperimentSource(
            "shop.yaml",
            HEAD + "arrivals: trace(t.csv)\nserver: {workers: 3}\nsteps: [{id: db, io: 1ms}]\n",
            directory);
    assertThat(ExperimentReader.read(source, List.of()).notes().stream().map(Problem::toString))
        .containsExactly(
            "shop.yaml:4:19: note: the load needs 4 workers, there are 3 (100/s, the mean of the"
                + " trace, each holds one for 40 ms): they wait, longer and longer");
  }

  @Test
  void pointsOfASweepAreLookedAt() throws Exception {
    assertThat(
            notes(
                """
                arrivals: poisson(100/s)
                server: {workers: 8}
                steps: [{io: 50ms}]
                sweep: {server.workers: [2, 4, 8]}
                """))
        .containsExactly(
            "shop.yaml:4:19: note: the load needs 5 workers, there are 2 (100/s, each holds one for 50 ms):"
                + " they wait, longer and longer (at server.workers=2 and 1 more)");
  }

  /** One P is too few for 1.5 cores of load, eight are too many for the machine. */
  @Test
  void differentThingsOfOneKeyAreSaidApart() throws Exception {
    assertThat(
            notes(
                """
                arrivals: poisson(300/s)
                runtime: {gomaxprocs: 2}
                steps: [{cpu: 5ms}]
                sweep: {runtime.gomaxprocs: [1, 8]}
                """))
        .satisfiesExactlyInAnyOrder(
            few -> assertThat(few).endsWith("makes up for it (at runtime.gomaxprocs=1)"),
            many -> assertThat(many).endsWith("nothing is gained (at runtime.gomaxprocs=8)"));
  }

  /**
   * 8 workers of 10 ms serve 800/s of 8,000/s. Of the 3,601 s that are measured the last request
   * would be served after ten times that; the run ends 2 x 3,600 s later: 7,200/s x 10,801 s.
   */
  @Test
  void anOverloadIsToldHowMuchItWillQueue() throws Exception {
    String overload =
        """
        arrivals: poisson(8000/s)
        server: {workers: 8%s}
        steps: [{io: exponential(10ms)}]
        run: {duration: %s, warmup: 1s}
        """;
    assertThat(notes(overload.formatted("", "3600s")))
        .contains(
            "shop.yaml:4:1: note: about 78 million requests will wait at the end (8,000/s come, at"
                + " most 800/s are served), at up to 120 bytes each: 9.33 GB for every replication"
                + " under way; bound them with queue: 1000 and whenFull: reject");
    assertThat(notes(overload.formatted(", queue: 64", "3600s")))
        .anyMatch(note -> note.contains("78 million requests"));
    assertThat(notes(overload.formatted(", queue: 64, whenFull: reject", "3600s")))
        .noneMatch(note -> note.contains("million"));
    assertThat(notes(overload.formatted("", "400s"))).noneMatch(note -> note.contains("million"));
  }

  /** 4 cores serve 4,000/s of 10,000/s; the last of 1,801 s is served after 2.5 x 1,801 s. */
  @Test
  void anOverloadOfGoroutinesNeedsMoreForEach() throws Exception {
    assertThat(
            notes(
                """
                arrivals: poisson(10000/s)
                server: {workers: unbounded}
                steps: [{cpu: 1ms}]
                run: {duration: 1800s, warmup: 1s}
                """))
        .contains(
            "shop.yaml:4:19: note: about 27 million requests will wait at the end (10,000/s come, at"
                + " most 4,000/s are served), at up to 500 bytes each: 13.5 GB for every replication"
                + " under way; bound them with a number of workers, queue: 1000 and whenFull: reject");
  }

  private static List<String> notes(String text) throws Exception {
    return ExperimentReader.read(
            new ExperimentSource("shop.yaml", HEAD + text, Path.of("")), List.of())
        .notes()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
