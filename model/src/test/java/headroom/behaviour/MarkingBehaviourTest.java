package headroom.behaviour;

import static headroom.behaviour.CollectedRun.CHUNK;
import static headroom.behaviour.CollectedRun.MIB;
import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.gosched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.CollectedRun.Setting;
import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.TimeAccount;
import headroom.model.go.WaitReason;
import headroom.model.go.collector.CycleRecord;
import headroom.model.go.memory.AllocationShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a cycle of Go 1.26 does to the goroutines that run beside it, observed as G5 to G9 and Q4.
 */
class MarkingBehaviourTest {
  private static final long SECOND = 1_000 * MS;

  /**
   * 64 MiB in 932,067 objects of 64 B with two pointers each that lead somewhere: a cycle takes 0.3
   * ms of roots, 21.9 ms of objects at 23.5 ns and 52.2 ms of pointers at 28 ns.
   */
  private static final AllocationShape LIVE = AllocationShape.ofLiveHeap(64 * MIB, 1, 64);

  private static final double LIVE_CPU_NS = 0.3e6 + 932_067 * (23.5 + 2 * 28);

  /**
   * G5: both stops of a cycle together take 30 to 400 us on busy Ps, on one P 17 to 22 (probe
   * memory, large).
   */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @ValueSource(ints = {1, 2, 4, 8})
  void g5StopsAreShort(int processors) {
    CollectedRun run =
        CollectedRun.computing(Setting.of(LIVE, SECOND).on(processors), processors, 20 * US);
    assertThat(run.cycles())
        .hasSizeGreaterThan(3)
        .allSatisfy(cycle -> assertThat(stoppedNs(cycle)).isBetween(20 * US, 400 * US));
  }

  /**
   * G5: stops take as long with a heap of 256 MiB and with 10,000 goroutines more. They are 23 us
   * of work and some signals of 20 us; a wake-up of 59 us where the thread that stops has to sleep.
   */
  @Test
  void g5StopsDependNeitherOnTheHeapNorOnGoroutines() {
    double few = meanStopNs(AllocationShape.ofLiveHeap(16 * MIB, 0.25, 256), 0);
    double large = meanStopNs(AllocationShape.ofLiveHeap(256 * MIB, 0.25, 256), 0);
    double many = meanStopNs(AllocationShape.ofLiveHeap(16 * MIB, 0.25, 256), 10_000);
    assertThat(few).isBetween(23_000.0, 23_000.0 + 2 * (20_000 + 59_000));
    assertThat(large).isCloseTo(few, within(0.25 * few));
    assertThat(many).isCloseTo(few, within(0.25 * few));
  }

  private static double meanStopNs(AllocationShape live, int parked) {
    CollectedRun run =
        CollectedRun.of(
            Setting.of(live, 3 * SECOND).on(2).costing(EVEN_WAKE_UPS),
            (made, seen) -> {
              for (int i = 0; i < parked; i++) {
                Goroutine waiting = made.scheduler().newGoroutine(self -> Action.EXIT);
                made.scheduler().bornParked(waiting, WaitReason.CHANNEL_RECEIVE);
              }
              for (int i = 0; i < 2; i++) {
                made.runnable(
                    Script.forever(compute(30 * US), allocate(made.collector(), CHUNK, 0)));
              }
            });
    assertThat(run.cycles()).hasSizeGreaterThan(5);
    return run.meanAfter(0, MarkingBehaviourTest::stoppedNs);
  }

  private static long stoppedNs(CycleRecord cycle) {
    return cycle.firstPauseNs() + cycle.secondPauseNs();
  }

  /**
   * G6: four busy goroutines on four Ps: one P marks, so they have three while the cycle lasts, and
   * one of them waits for 10 to 37 ms from its start on: its P has been taken, and nobody has
   * stolen it from there until sysmon preempts the worker, after 10 to 20 ms, which then puts it
   * into the global queue, where it waits for the end of a slice.
   */
  @Test
  void g6DedicatedWorkerTakesAProcessorAndStrandsAGoroutine() {
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE, 4 * SECOND).on(4),
            (made, seen) -> {
              made.runnable(
                  Script.forever(compute(100 * US), allocate(made.collector(), CHUNK, 0)));
              for (int i = 0; i < 3; i++) {
                made.runnable(Script.forever(compute(1_000 * SECOND)));
              }
            });
    assertThat(run.cycles()).hasSizeGreaterThan(5);
    int stranded = 0;
    for (CycleRecord cycle : run.cycles()) {
      long fromNs = cycle.startNs() + cycle.firstPauseNs();
      long toNs = fromNs + cycle.markNs();
      double ours = ranNs(run, fromNs, toNs, stretch -> true) + cycle.assistNs();
      assertThat(ours / cycle.markNs()).isCloseTo(3, within(0.03));
      assertThat((double) cycle.dedicatedNs() / cycle.markNs()).isCloseTo(1, within(0.02));
      boolean one =
          gaps(run, cycle.startNs() - MS, cycle.startNs() + MS).stream()
              .anyMatch(gap -> gap >= 10 * MS && gap <= 37 * MS);
      stranded += one ? 1 : 0;
    }
    assertThat(stranded).isGreaterThan(run.cycles().size() / 2);
  }

  /** G6: beside three busy goroutines the fourth P is idle and marks: nobody is stranded. */
  @Test
  void g6AnIdleProcessorMarksInPlaceOfABusyOne() {
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE, 2 * SECOND).on(4),
            (made, seen) -> {
              made.runnable(
                  Script.forever(compute(100 * US), allocate(made.collector(), CHUNK, 0)));
              for (int i = 0; i < 2; i++) {
                made.runnable(Script.forever(compute(1_000 * SECOND)));
              }
            });
    assertThat(run.cycles()).hasSizeGreaterThan(2);
    for (CycleRecord cycle : run.cycles()) {
      assertThat(gaps(run, cycle.startNs() - MS, cycle.startNs() + MS)).allMatch(gap -> gap < MS);
    }
  }

  /** What goroutines ran from {@code fromNs} to {@code toNs}, ns. */
  private static long ranNs(CollectedRun run, long fromNs, long toNs, Predicate<Stretch> counted) {
    return run.harness().stretches().stream()
        .filter(counted)
        .mapToLong(s -> Math.max(0, Math.min(toNs, s.endNs()) - Math.max(fromNs, s.startNs())))
        .sum();
  }

  /** How long each goroutine did not run that stopped between {@code fromNs} and {@code toNs}. */
  private static List<Long> gaps(CollectedRun run, long fromNs, long toNs) {
    List<Long> gaps = new ArrayList<>();
    for (Stretch before : run.harness().stretches()) {
      if (before.endNs() < fromNs || before.endNs() > toNs) {
        continue;
      }
      run.harness().stretches().stream()
          .filter(s -> s.goroutine() == before.goroutine() && s.startNs() >= before.endNs())
          .min(Comparator.comparingLong(Stretch::startNs))
          .ifPresent(next -> gaps.add(next.startNs() - before.endNs()));
    }
    return gaps;
  }

  /**
   * G7: one P, a goroutine that passes the scheduler every 20 us: a fractional worker that begins t
   * after the start of the cycle, when it has had 25 %, ends when it has 30 %: it runs for t / 14:
   * 1 ms at 14, 5 at 70, 10 at 140, later until it is preempted. It looks after each 100,000 B of
   * work, every 294 us at 23.5 ns for 8 B.
   */
  @Test
  void g7FractionalWorkerRunsForAFourteenthOfTheTime() {
    CollectedRun run = oneCycleBeside(1);
    CycleRecord cycle = run.cycles().get(0);
    List<Stretch> ran = run.harness().stretches();
    int seen = 0;
    for (int i = 1; i < ran.size(); i++) {
      long atNs = ran.get(i - 1).endNs() - cycle.startNs();
      double runNs = ran.get(i).startNs() - ran.get(i - 1).endNs();
      if (runNs > 100 * US && atNs > 5 * MS && atNs < 130 * MS) {
        seen++;
        assertThat(runNs)
            .as("at %s ns", atNs)
            .isBetween(atNs / 14.0 - 25_000, atNs / 14.0 + 295_000);
      }
    }
    // each starts 1.2 times as late as the one before: at most 18 from 5 to 130 ms
    assertThat(seen).isBetween(9, 18);
  }

  /** G7: over the whole of marking that is between 25 and 30 % of the CPU of one to three Ps. */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @ValueSource(ints = {1, 2, 3})
  void g7FractionalWorkersTakeAQuarterOfTheTime(int processors) {
    CycleRecord cycle = oneCycleBeside(processors).cycles().get(0);
    double share = (double) cycle.dedicatedNs() / (cycle.markNs() * processors);
    assertThat(share).isBetween(0.24, 0.31);
    assertThat((double) cycle.dedicatedNs()).isCloseTo(LIVE_CPU_NS, within(0.02 * LIVE_CPU_NS));
  }

  /** As many busy goroutines as Ps, and one that allocates until a cycle has begun. */
  private static CollectedRun oneCycleBeside(int processors) {
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE, SECOND).on(processors).costing(EVEN_WAKE_UPS),
            (made, seen) -> {
              for (int i = 0; i < processors; i++) {
                made.runnable(Script.forever(compute(20 * US), gosched()));
              }
              made.runnable(self -> allocateUntilMarking(self, made, seen));
            });
    assertThat(run.cycles()).hasSize(1);
    return run;
  }

  private static Action allocateUntilMarking(
      Goroutine self, RuntimeHarness made, CollectedRun seen) {
    Action action = null;
    while (action == null && seen.pauses() == 0) {
      action = made.collector().heap().allocate(self, CHUNK, 0);
    }
    if (action == null) {
      made.scheduler().park(self, WaitReason.CHANNEL_RECEIVE);
      action = Action.PARK;
    }
    return action;
  }

  /** G8: in an idle process all Ps mark: as much CPU, a P-th of the time. */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @CsvSource({"1, 0.02", "2, 0.02", "4, 0.05", "8, 0.15"})
  void g8IdleProcessMarksOnAllProcessors(int processors, double tolerance) {
    CollectedRun run = CollectedRun.sleeping(Setting.of(LIVE, 20 * SECOND).on(processors), 2 * MS);
    assertThat(run.cycles()).isNotEmpty();
    for (CycleRecord cycle : run.cycles()) {
      double cpuNs = CollectedRun.markCpuNs(cycle);
      assertThat(cpuNs).isCloseTo(LIVE_CPU_NS, within(0.03 * LIVE_CPU_NS));
      double wallNs = LIVE_CPU_NS / processors;
      assertThat((double) cycle.markNs()).isCloseTo(wallNs, within(tolerance * wallNs));
      assertThat(cycle.idleNs()).isGreaterThan((long) (0.6 * cpuNs));
    }
  }

  /**
   * Q4: a cycle of 74 ms of CPU in an idle process with four Ps takes less than 20 ms where nothing
   * limits it. Half a core has 50 ms in a period of 100 ms, which four idle workers use up in 13
   * ms: all stop until the next period, in which the rest is marked. So most cycles are throttled,
   * once, or twice if the period ends soon after its beginning, and a process that uses less than
   * an eighth of its limit in the mean stands still for tens of ms. A cycle in the midst of which a
   * period ends has the quota of two.
   */
  @Test
  void q4IdleWorkersSpendAPeriodsQuotaAtOnce() {
    Setting idle = Setting.of(LIVE, 20 * SECOND).on(4);
    CollectedRun free = CollectedRun.sleeping(idle, 2 * MS);
    CollectedRun limited = CollectedRun.sleeping(idle.under(0.5), 2 * MS);
    assertThat(free.cycles()).isNotEmpty();
    for (CycleRecord cycle : free.cycles()) {
      assertThat(CollectedRun.markCpuNs(cycle)).isGreaterThan(70 * MS);
      assertThat(cycle.markNs()).isLessThan(20 * MS);
    }
    int cycles = limited.cycles().size();
    assertThat(cycles).isCloseTo(free.cycles().size(), within(1));
    int stopped = 0;
    for (CycleRecord cycle : limited.cycles()) {
      assertThat(cycle.markNs()).isLessThan(120 * MS);
      stopped += cycle.markNs() > 50 * MS ? 1 : 0;
    }
    assertThat(stopped).isGreaterThanOrEqualTo((cycles + 1) / 2);
    assertThat(limited.figure("nr_throttled")).isBetween((long) stopped, 2L * cycles);
    assertThat(limited.figure("cpu_time")).isLessThan(20 * SECOND / 2 / 8);
  }

  /**
   * G9: who allocates more than background marking pays for marks itself, 64 KiB of work at once or
   * more: 8192 entries of tables at 23.5 ns, 192 us, at first, and 1024 objects of 64 B with two
   * pointers of 28 ns, 57 us, later. Who allocates nothing never does.
   */
  @Test
  void g9AllocatingGoroutinesAssistByQuanta() {
    List<Long> assists = new ArrayList<>();
    long[] since = {-1};
    Goroutine[] both = new Goroutine[2];
    CollectedRun run =
        CollectedRun.of(
            Setting.of(LIVE, 2 * SECOND).costing(EVEN_WAKE_UPS),
            (made, seen) -> {
              both[0] =
                  made.runnable(
                      Script.forever(compute(10 * US), allocate(made.collector(), CHUNK, 0)));
              both[1] = made.runnable(Script.forever(compute(10 * US)));
              made.always(
                  () -> {
                    assertThat(both[1].account()).isNotEqualTo(TimeAccount.ASSIST);
                    boolean assisting = both[0].account() == TimeAccount.ASSIST;
                    if (since[0] >= 0 && !assisting) {
                      assists.add(made.now() - since[0]);
                    }
                    since[0] = !assisting ? -1 : since[0] < 0 ? made.now() : since[0];
                  });
            });
    long all = assists.stream().mapToLong(Long::longValue).sum();
    assertThat(all).isCloseTo(both[0].timeInNs(TimeAccount.ASSIST, both[0].sinceNs()), within(MS));
    assertThat(both[1].timeInNs(TimeAccount.ASSIST, both[1].sinceNs())).isZero();
    long early = assists.stream().filter(ns -> ns >= 192_000 && ns <= 193_000).count();
    long late = assists.stream().filter(ns -> ns >= 57_000 && ns <= 58_000).count();
    assertThat(early).isGreaterThan(20L * run.cycles().size());
    assertThat(late).isGreaterThan(100L * run.cycles().size());
    // the others pay partly with what workers have done, or with pieces of both kinds
    assertThat(early + late).isGreaterThan(assists.size() * 3 / 4);
  }
}
