package headroom.model.go.sync;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.behaviour.Script.Step;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.WaitReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who reads and who writes when: all costs are zero, and who holds the lock sleeps. */
class ReadWriteMutexTest {
  private final List<String> log = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private RuntimeHarness harness;

  @SuppressWarnings("NullAway.Init") // set before the goroutines run
  private ReadWriteMutex mutex;

  @Test
  void readersShareIt() {
    run(
        () -> {
          reader("r1", 0, 5);
          reader("r2", 1, 5);
          reader("r3", 2, 1);
        });
    assertThat(log)
        .containsExactly(
            "r1 in at 0", "r2 in at 1", "r3 in at 2", "r3 out at 3", "r1 out at 5", "r2 out at 6");
    assertThat(mutex.waitedNs()).isZero();
  }

  /** w waits since 1 for r1, so r2 and r3 stay out until w has left at 7, and come in together. */
  @Test
  void aWriterThatWaitsKeepsNewReadersOut() {
    run(
        () -> {
          reader("r1", 0, 4);
          writer("w", 1, 3);
          reader("r2", 2, 5);
          reader("r3", 3, 1);
          harness.at(
              3 * MS + 1,
              () -> {
                assertThat(harness.scheduler().population().count(WaitReason.RWMUTEX_LOCK))
                    .isEqualTo(1);
                assertThat(harness.scheduler().population().count(WaitReason.RWMUTEX_RLOCK))
                    .isEqualTo(2);
              });
        });
    assertThat(log.subList(0, 4))
        .containsExactly("r1 in at 0", "r1 out at 4", "w in at 4", "w out at 7");
    assertThat(log.subList(4, 6)).containsExactlyInAnyOrder("r2 in at 7", "r3 in at 7");
    assertThat(log.subList(6, 8)).containsExactly("r3 out at 8", "r2 out at 12");
    // w 3, r2 5, r3 4
    assertThat(mutex.waitedNs()).isEqualTo(12 * MS);
  }

  /**
   * When w1 leaves at 4, r2, which came at 2 after w2, still goes before it: a writer that leaves
   * lets all readers in that wait. w2 then waits for r2 and keeps out r3, which came at 5.
   */
  @Test
  void readersThatWaitGoBeforeTheNextWriter() {
    run(
        () -> {
          writer("w1", 0, 4);
          writer("w2", 1, 2);
          reader("r2", 2, 3);
          reader("r3", 5, 1);
        });
    assertThat(log)
        .containsExactly(
            "w1 in at 0",
            "w1 out at 4",
            "r2 in at 4",
            "r2 out at 7",
            "w2 in at 7",
            "w2 out at 9",
            "r3 in at 9",
            "r3 out at 10");
    // w2 waits 3 for w1 and 3 for r2, r2 2 for w1, r3 4 for w2
    assertThat(mutex.waitedNs()).isEqualTo(12 * MS);
  }

  /** w waits for the readers that were in when it came, and for the last of them. */
  @Test
  void aWriterWaitsForTheLastReaderThatWasIn() {
    run(
        () -> {
          reader("r1", 0, 9);
          reader("r2", 0, 3);
          reader("r3", 0, 6);
          writer("w", 1, 1);
        });
    assertThat(log.subList(3, 7))
        .containsExactly("r2 out at 3", "r3 out at 6", "r1 out at 9", "w in at 9");
    assertThat(mutex.waitedNs()).isEqualTo(8 * MS);
  }

  /** A reader that leaves while no writer waits wakes nobody; the lock can be taken at once. */
  @Test
  void afterTheLastReaderAWriterEntersAtOnce() {
    run(
        () -> {
          reader("r1", 0, 2);
          writer("w1", 3, 2);
          writer("w2", 6, 2);
          reader("r2", 9, 1);
        });
    assertThat(log)
        .containsExactly(
            "r1 in at 0",
            "r1 out at 2",
            "w1 in at 3",
            "w1 out at 5",
            "w2 in at 6",
            "w2 out at 8",
            "r2 in at 9",
            "r2 out at 10");
    assertThat(mutex.waitedNs()).isZero();
  }

  /**
   * The writers' own mutex starves: w2 is woken at 3 and finds w1 in again, after more than 1 ms;
   * w1, which leaves at 6, must let it in before it goes on, and the reader before both.
   */
  @Test
  void writersAmongThemselvesHandOverLikeAMutex() {
    run(
        () -> {
          Step[] w1 = {
            write("w1"),
            pause(3),
            out("w1"),
            write("w1 again"),
            pause(3),
            out("w1 again"),
            call(() -> log.add("w1 goes on"))
          };
          harness.runnable(Script.once(w1));
          writer("w2", 1, 2);
        });
    assertThat(log)
        .containsExactly(
            "w1 in at 0",
            "w1 out at 3",
            "w1 again in at 3",
            "w1 again out at 6",
            "w2 in at 6",
            "w1 goes on",
            "w2 out at 8");
  }

  /**
   * Found by random experiments: on two Ps a writer that locks again spins before it parks, and
   * after the first round it was taken for one that has waited for readers, and let in.
   */
  @Test
  void aWriterThatLocksAgainWaitsForItselfForEver() {
    run(
        2,
        CostProfile.ideal().with(Cost.GO_MUTEX_SPIN, 750),
        () -> {
          Goroutine busy = harness.dead(Script.once(compute(MS)));
          harness.runnable(
              Script.once(
                  call(() -> harness.scheduler().ready(busy)),
                  write("w"),
                  compute(MS / 2),
                  write("w again"),
                  out("w again")));
        });
    assertThat(log).containsExactly("w in at 0");
  }

  private void run(Runnable program) {
    run(1, CostProfile.ideal(), program);
  }

  private void run(int cores, CostProfile costs, Runnable program) {
    RuntimeHarness.run(
        cores,
        cores,
        costs,
        100 * MS,
        made -> {
          harness = made;
          mutex = new ReadWriteMutex(made.scheduler(), costs);
          program.run();
        });
  }

  private void reader(String name, long fromMs, long lengthMs) {
    Step in = call(() -> log.add(name + " in at " + harness.now() / MS));
    Step out =
        call(
            () -> {
              log.add(name + " out at " + harness.now() / MS);
              mutex.readUnlock();
            });
    harness.runnable(Script.once(pause(fromMs), this::readLock, in, pause(lengthMs), out));
  }

  private void writer(String name, long fromMs, long lengthMs) {
    harness.runnable(Script.once(pause(fromMs), write(name), pause(lengthMs), out(name)));
  }

  private @Nullable Action readLock(Goroutine self) {
    return mutex.readLock(self);
  }

  private Step write(String name) {
    return Script.then(
        Script.writeLock(mutex), () -> log.add(name + " in at " + harness.now() / MS));
  }

  private Step out(String name) {
    return self -> {
      log.add(name + " out at " + harness.now() / MS);
      return mutex.writeUnlock();
    };
  }

  private Step pause(long ms) {
    return ms == 0 ? call(() -> {}) : sleep(harness.scheduler(), () -> ms * MS);
  }
}
