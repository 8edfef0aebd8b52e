package headroom.model.workload.program;

import static headroom.behaviour.RuntimeHarness.MS;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.model.cost.CostProfile;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.observe.ProgramAccounts;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * When a program ends and why, with deadlines, timeouts, siblings and pools; all costs are zero.
 */
class ContextTest {
  private static final long NONE = ProgramRun.NO_DEADLINE;

  private static final Resources RESOURCES =
      new Resources(
          List.of(
              new Resources.PoolSettings("one", 1, RequestStep.NO_LIMIT),
              new Resources.PoolSettings("impatient", 1, 4 * MS)),
          List.of(),
          List.of(),
          List.of());

  @Test
  void aDeadlineEndsAWaitForTheNetwork() {
    assertThat(run(10 * MS, cpu(2), io(30), io(30))).containsExactly("deadline exceeded at 10");
    assertThat(run(40 * MS, cpu(2), io(30))).containsExactly("done at 32");
  }

  /** Neither computing nor time.Sleep looks at the context: the next blocking point does. */
  @Test
  void aDeadlineIsNoticedAtTheNextBlockingPoint() {
    assertThat(run(10 * MS, cpu(25), io(30))).containsExactly("deadline exceeded at 25");
    assertThat(run(10 * MS, sleep(25), cpu(5), io(30))).containsExactly("deadline exceeded at 30");
    assertThat(run(10 * MS, cpu(25))).containsExactly("done at 25");
  }

  @Test
  void aRequestThatEndsAtItsDeadlineIsDone() {
    assertThat(run(10 * MS, io(10))).containsExactly("done at 10");
  }

  @Test
  void aDeadlineThatIsPastEndsTheFirstWait() {
    assertThat(run(-1, cpu(3), io(10))).containsExactly("deadline exceeded at 3");
  }

  @Test
  void theTimeLimitOfABlockEndsTheBlockAndTheRequest() {
    assertThat(run(NONE, within(5, io(2), io(9)), io(1))).containsExactly("call timed out at 5");
    assertThat(run(NONE, within(5, io(2), io(2)), io(9))).containsExactly("done at 13");
  }

  @Test
  void theFirstOfNestedLimitsCounts() {
    assertThat(run(7 * MS, within(9, io(20)))).containsExactly("deadline exceeded at 7");
    assertThat(run(9 * MS, within(7, io(20)))).containsExactly("call timed out at 7");
  }

  @Test
  void spawnWaitsForTheLastOfItsGoroutines() {
    assertThat(run(NONE, fork(List.of(io(3)), List.of(io(9)), List.of(cpu(1))), io(1)))
        .containsExactly("done at 10");
    assertThat(run(NONE, fork(), io(1))).containsExactly("done at 1");
  }

  @Test
  void theFirstErrorCancelsTheSiblings() {
    RequestStep fork = fork(List.of(within(4, io(9))), List.of(io(50)), List.of(io(2)));
    assertThat(run(NONE, fork, io(1))).containsExactly("call timed out at 4");
  }

  /** A sibling that sleeps does not notice before it has slept; the group waits for it. */
  @Test
  void theGroupWaitsForASiblingThatDoesNotNotice() {
    RequestStep fork = fork(List.of(within(4, io(9))), List.of(sleep(20), io(50)));
    assertThat(run(NONE, fork)).containsExactly("call timed out at 20");
  }

  @Test
  void theDeadlineOfTheRequestReachesItsGoroutines() {
    RequestStep inner = fork(List.of(io(50)), List.of(io(60)));
    assertThat(run(10 * MS, fork(List.of(inner), List.of(io(3)))))
        .containsExactly("deadline exceeded at 10");
  }

  @Test
  void goroutinesThatNobodyWaitsForOutliveTheRequest() {
    BlockStep.Spawn forget =
        new BlockStep.Spawn(null, new Distribution.Constant(3), List.of(List.of(io(30))), false);
    assertThat(run(5 * MS, forget, io(2))).containsExactly("done at 2", "3 left");
  }

  @Test
  void aTickerThatIsNotStoppedOutlivesTheRequest() {
    assertThat(run(NONE, new WorkStep.Ticker(null, 3 * MS, true, true), io(10)))
        .containsExactly("done at 10", "1 left");
    assertThat(run(NONE, new WorkStep.Ticker(null, 3 * MS, true, false), io(10)))
        .containsExactly("done at 10");
    RequestStep limited = within(4, new WorkStep.Ticker(null, 3 * MS, false, true), io(10));
    assertThat(run(NONE, limited)).containsExactly("call timed out at 4", "1 left"); // it is ending
  }

  @Test
  void whoFailsGivesTheConnectionBack() {
    RequestStep fork =
        fork(List.of(within(4, call("one", 50, 60))), List.of(sleep(1), call("one", 3, 60)));
    // the first holds the only connection until 4 ms, when its failure also cancels the second
    assertThat(run(NONE, fork, io(0), call("one", 2, 60))).containsExactly("call timed out at 4");
    assertThat(run(NONE, call("one", 2, 1))).containsExactly("call timed out at 1");
    assertThat(run(NONE, call("one", 2, 3), call("one", 2, 3))).containsExactly("done at 4");
  }

  @Test
  void aPoolHasItsOwnPatience() {
    BlockStep.Spawn three =
        new BlockStep.Spawn(
            null, new Distribution.Constant(3), List.of(List.of(call("impatient", 3, 60))), true);
    // 0-3, 3-6, and the third has waited 4 ms in vain
    assertThat(run(NONE, three)).containsExactly("no connection in time at 4");
  }

  /** What becomes of a program: its end in ms, and how many goroutines live on. */
  private static List<String> run(long deadlineNs, RequestStep... steps) {
    List<String> seen = new ArrayList<>();
    CostProfile costs = CostProfile.ideal();
    RuntimeHarness.run(
        8,
        8,
        costs,
        200 * MS,
        harness -> {
          Interpreter interpreter =
              new Interpreter(
                  harness.scheduler(),
                  costs,
                  RESOURCES,
                  new Demands(KeyedStream.of(1, 0, "demand"), null),
                  new ProgramAccounts(0, Long.MAX_VALUE));
          Program program = interpreter.compile("", List.of(steps), DrawPaths.ofClass("test"));
          ProgramRun run = interpreter.newRun();
          boolean[] begun = new boolean[1];
          harness.runnable(
              self -> {
                if (!begun[0]) {
                  begun[0] = true;
                  run.begin(program, 0, 0, deadlineNs);
                }
                Action action = run.resume(self);
                if (action != null) {
                  return action;
                }
                Failure failure = run.failure();
                seen.add(
                    (failure == null ? "done" : failure.words()) + " at " + harness.now() / MS);
                int left = harness.scheduler().goroutines() - 1;
                if (left > 0) {
                  seen.add(left + " left");
                }
                return Action.EXIT;
              });
        });
    return seen;
  }

  private static RequestStep cpu(long ms) {
    return new WorkStep.Cpu(null, new Distribution.Constant(ms * MS));
  }

  private static RequestStep io(long ms) {
    return new WorkStep.NetworkIo(null, new Distribution.Constant(ms * MS));
  }

  private static RequestStep sleep(long ms) {
    return new WorkStep.Sleep(null, new Distribution.Constant(ms * MS));
  }

  private static RequestStep within(long ms, RequestStep... steps) {
    return new BlockStep.Within(null, ms * MS, List.of(steps));
  }

  private static RequestStep call(String pool, long ms, long timeoutMs) {
    return new SharedStep.Call(null, pool, new Distribution.Constant(ms * MS), timeoutMs * MS);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static RequestStep fork(List<RequestStep>... branches) {
    return new BlockStep.Spawn(null, new Distribution.Constant(1), Arrays.asList(branches), true);
  }
}
