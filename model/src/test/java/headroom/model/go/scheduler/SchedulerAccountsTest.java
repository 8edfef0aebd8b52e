package headroom.model.go.scheduler;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.cgo;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.gosched;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness;
import headroom.behaviour.Script;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.stack.StackMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the runtime counts, by hand. */
class SchedulerAccountsTest {
  private static final CostProfile IDEAL = CostProfile.ideal();

  /** a from 0 to 1 ms, b from 1 to 3, and a again, which has waited for b's 2 ms. */
  @Test
  void latencyIsTheTimeFromRunnableToRunning() {
    List<Integer> runnable = new ArrayList<>();
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            IDEAL,
            10 * MS,
            harness -> {
              harness.runnable(Script.once(compute(MS), gosched(), compute(MS)));
              harness.runnable(Script.once(compute(2 * MS)));
              harness.at(
                  2 * MS,
                  () ->
                      runnable.add(
                          harness.scheduler().population().count(GoroutineStatus.RUNNABLE)));
            });
    assertThat(run.schedulingLatencyNs()).containsExactly(0L, MS, 2 * MS);
    assertThat(runnable).containsExactly(1);
  }

  /**
   * On one core of the reference machine two goroutines of 100 ms take turns, whose slices are 10
   * to 20.3 ms, most of them 20.28: between 200 / 20.3 and 200 / 10 turns.
   */
  @Test
  void slicesThatWereCutAreCounted() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            EVEN_WAKE_UPS,
            300 * MS,
            harness -> {
              harness.runnable(Script.once(compute(100 * MS)));
              harness.runnable(Script.once(compute(100 * MS)));
            });
    long turns = run.stretches().size();
    assertThat(turns).isBetween(9L, 20L);
    // all but the two last ones ended with a cut
    assertThat(run.scheduler().preemptions()).isEqualTo(turns - 2);
    assertThat(run.schedulingLatencyNs()).hasSize((int) turns);
  }

  @Test
  void goroutinesAreCountedWhenTheyComeToLife() {
    List<Integer> peaks = new ArrayList<>();
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            IDEAL,
            10 * MS,
            harness -> {
              Goroutine child = harness.dead(Script.once(compute(MS)));
              harness.runnable(
                  Script.once(compute(MS), call(() -> harness.scheduler().ready(child))));
              harness.at(0, () -> peaks.add(harness.scheduler().population().takePeak()));
              harness.at(5 * MS, () -> peaks.add(harness.scheduler().population().takePeak()));
              harness.at(6 * MS, () -> peaks.add(harness.scheduler().population().takePeak()));
            });
    assertThat(peaks).containsExactly(1, 2, 0);
    assertThat(run.scheduler().population().created()).isEqualTo(2);
    assertThat(run.scheduler().stacks().inUseBytes()).isZero();
    assertThat(run.scheduler().stacks().maxInUseBytes()).isEqualTo(2 * StackMemory.STARTING_BYTES);
  }

  /** A switch takes 10 us: 10 + 100, and no other one for what the goroutine does after it. */
  @Test
  void theSwitchIsPartOfTheFirstBurstEvenInC() {
    CostProfile switching = IDEAL.with(Cost.GO_SWITCH, 10 * US);
    assertThat(endNs(switching, 100 * US, false)).isEqualTo(110 * US);
    assertThat(endNs(switching, 100 * US, true)).isEqualTo(110 * US);
  }

  private static long endNs(CostProfile costs, long ns, boolean inC) {
    long[] end = new long[1];
    RuntimeHarness.run(
        1,
        1,
        costs,
        10 * MS,
        harness ->
            harness.runnable(
                Script.once(
                    inC ? cgo(harness.scheduler(), ns) : compute(ns),
                    call(() -> end[0] = harness.now()))));
    return end[0];
  }

  /** It does not leave its thread, and goes on running. */
  @Test
  void aCallThatTakesNoTimeIsNone() {
    List<Integer> running = new ArrayList<>();
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            10 * MS,
            harness ->
                harness.runnable(
                    Script.once(
                        systemCall(harness.scheduler(), 0),
                        call(
                            () ->
                                running.add(
                                    harness
                                        .scheduler()
                                        .population()
                                        .count(GoroutineStatus.RUNNING))),
                        compute(MS))));
    assertThat(running).containsExactly(1);
    // the burst begins where the goroutine did: no thread has slept and woken between
    assertThat(run.stretches()).hasSize(1);
    assertThat(run.stretches().get(0).lengthNs()).isBetween(MS, MS + US);
  }

  /** An M has been woken for the P that idles beside a goroutine that gives its own up. */
  @Test
  void whoYieldsOrIsCutWakesAnother() {
    assertThat(threads(Script.once(compute(MS), compute(MS)))).isEqualTo(2);
    assertThat(threads(Script.once(compute(MS), gosched(), compute(MS)))).isEqualTo(3);
    assertThat(threads(Script.once(compute(40 * MS)))).isEqualTo(3);
  }

  private static int threads(Script script) {
    return RuntimeHarness.run(2, 2, EVEN_WAKE_UPS, 100 * MS, harness -> harness.runnable(script))
        .scheduler()
        .threads();
  }

  @Test
  void aProcessWithoutGoroutinesIsNotDeadlocked() {
    RuntimeHarness run = RuntimeHarness.run(1, 1, IDEAL, MS, harness -> {});
    assertThat(run.scheduler().isDeadlocked()).isFalse();
  }

  /**
   * Two Ps on one core: a and c share the first, b has the second. The thread of the first has no
   * core when sysmon cuts a's slice, every other time: then a is cut when it has the core again.
   */
  @Test
  void aSliceThatIsCutWhileItsThreadHasNoCoreEndsWhenItHas() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            2,
            EVEN_WAKE_UPS,
            2_000 * MS,
            harness -> {
              for (int i = 0; i < 3; i++) {
                harness.runnable(Script.forever(compute(1_000_000 * MS)));
              }
            });
    long[] last = new long[3];
    long[] longest = new long[3];
    for (RuntimeHarness.Stretch stretch : run.stretches()) {
      int id = stretch.goroutine().id;
      longest[id] = Math.max(longest[id], stretch.startNs() - last[id]);
      last[id] = stretch.endNs();
    }
    // two slices of 20.3 ms in wall time, of which the thread may lack the core for half, and 8 ms
    for (int id = 0; id < 3; id++) {
      assertThat(longest[id]).isLessThan(100 * MS);
      assertThat(last[id]).isGreaterThan(1_900 * MS);
    }
  }
}
