package headroom.behaviour;

import static headroom.behaviour.CollectedRun.CHUNK;
import static headroom.behaviour.CollectedRun.MIB;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.block;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.drop;
import static headroom.behaviour.Script.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.CollectedRun.Setting;
import headroom.model.go.collector.CycleRecord;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the collector of Go 1.26 runs and how large the heap gets, observed as G1 to G4, G11 to G13
 * and G15; G10 is {@link PeriodicCycleTest}. Sizes are those of the heap alone; beside it 160,000 B
 * of globals and the stacks count towards the goal.
 */
class CollectorBehaviourTest {
  private static final long SECOND = 1_000 * MS;

  /** 64 MiB with the tables: 254,200 objects of 256 B, a quarter of them with pointers. */
  private static final AllocationShape LIVE_64 = AllocationShape.ofLiveHeap(64 * MIB, 0.25, 256);

  /** The same in 932,067 objects of 64 B that consist of pointers: 75 ms of CPU a cycle. */
  private static final AllocationShape POINTERS_64 = AllocationShape.ofLiveHeap(64 * MIB, 1, 64);

  /** What globals and stacks add to goals, bytes. */
  private static final long OTHER = MIB / 4;

  /**
   * G1: GOGC=100, light allocation: the goal is 2 L, the cycle starts at 2 L less 3 L / 64 or 4
   * MiB, whichever is less, and the heap ends below 2 L. L = 32: 2 * 32 - 1.5 = 62.5; L = 64: 125;
   * L = 256: 512 - 4 = 508.
   */
  @ParameterizedTest(name = "{0} MiB live")
  @CsvSource({"32, 62.5", "64, 125", "256, 508"})
  void g1LightAllocationEndsBelowTwiceTheLiveHeap(long liveMib, double triggerMib) {
    AllocationShape live = AllocationShape.ofLiveHeap(liveMib * MIB, 0, 256);
    // 16 KiB each 2.2 ms are 7 MB/s, of which a cycle of a few ms meets next to nothing
    CollectedRun run = CollectedRun.sleeping(Setting.of(live, 60 * SECOND).on(2), 2 * MS);
    assertThat(run.cycles()).isNotEmpty();
    for (CycleRecord cycle : run.cycles()) {
      assertThat((double) cycle.goal()).isBetween(2.0 * liveMib * MIB, 2.0 * liveMib * MIB + OTHER);
      assertThat(cycle.triggered() - triggerMib * MIB).isBetween(-1.0, (double) OTHER);
      assertThat(cycle.heapAtEnd()).isBetween(cycle.triggered(), cycle.goal());
    }
  }

  /**
   * G2: heavy allocation: the trigger is the lowest, M + 45/64 of the way to the goal; all that is
   * allocated while marking is marked: with g = GOGC/100 a cycle marks M = L / (1 - 19/64 g) and
   * ends at (1 + g) M. GOGC=100: 1.42 L and 2.84 L; 200: 2.46 L and 7.4 L.
   */
  @ParameterizedTest(name = "GOGC={0}")
  @CsvSource({"100, 1.42, 2.84", "200, 2.46, 7.39"})
  void g2HeavyAllocationTakesMuchMoreThanTwiceTheLiveHeap(int gogc, double marked, double peak) {
    Setting setting = Setting.of(POINTERS_64, 4 * SECOND).on(4).gogc(gogc);
    CycleRecord last = CollectedRun.computing(setting, 4, 20 * US).last();
    double live = 64.0 * MIB;
    assertThat(last.marked() / live).isCloseTo(marked, within(0.01 * marked));
    assertThat(last.heapAtEnd() / live).isCloseTo(peak, within(0.01 * peak));
    double way = (double) (last.triggered() - last.marked()) / (last.goal() - last.marked());
    assertThat(way).isCloseTo(45.0 / 64, within(0.005));
  }

  /**
   * G2, between the two: what is allocated while marking is the rate times the time of marking. One
   * P allocates 16 KiB each 50 us and 3.7 us of allocation, or what a third of that is while a
   * quarter of the CPU and assists mark. In some cycles the scavenger works too, for up to 2 ms.
   */
  @Test
  void g2OtherwiseACycleKeepsWhatIsAllocatedWhileItMarks() {
    CollectedRun run = CollectedRun.computing(Setting.of(LIVE_64, 3 * SECOND), 1, 50 * US);
    long liveBytes = LIVE_64.slotBytes(0, LIVE_64.objects());
    List<Double> found = new ArrayList<>();
    for (CycleRecord cycle : run.after(5)) {
      long allocated = cycle.heapAtEnd() - cycle.triggered();
      // the heap is counted in spans, of which the P has one
      assertThat(cycle.marked() - liveBytes).isCloseTo(allocated, within(8192L));
      double runsNs = cycle.markNs() - CollectedRun.markCpuNs(cycle);
      double chunkNs = 50_000 + 1.12 * (16 * 25 + 16_384 * 0.20) + 16 * 17;
      found.add(allocated / 16_384.0 / (runsNs / chunkNs));
    }
    Collections.sort(found);
    assertThat(found.get(found.size() / 2)).isCloseTo(1, within(0.05));
    assertThat(found).allSatisfy(each -> assertThat(each).isBetween(0.85, 1.05)); // the scavenger's
    assertThat(run.cycles()).hasSizeGreaterThan(8);
  }

  /** G3: the first cycle of an empty heap starts at 61/64 of 4 MiB, 3.81 MiB. */
  @Test
  void g3FirstCycleStartsBelowFourMebibytes() {
    Setting setting = Setting.of(AllocationShape.NOTHING, 200 * MS).on(2);
    CycleRecord first = CollectedRun.computing(setting, 1, 160 * US).cycles().get(0);
    assertThat(first.triggered()).isBetween(61 * MIB / 16, 61 * MIB / 16 + CHUNK.liveBytes(0, 16));
    assertThat(first.goal()).isEqualTo(4 * MIB);
  }

  /**
   * G3: L = 1 MiB at 100 MB/s: the goal stays at 4 MiB, the heap grows by 2.2 to 3.0 MB a cycle: 33
   * to 45 cycles a second.
   */
  @Test
  void g3SmallHeapIsCollectedOften() {
    Setting setting = Setting.of(AllocationShape.ofLiveHeap(MIB, 0.25, 256), 4 * SECOND).on(2);
    CollectedRun run = CollectedRun.computing(setting, 1, 158 * US);
    double rate = run.allocatedBytes() / 4.0;
    assertThat(rate).isCloseTo(100e6, within(2e6));
    double growth =
        run.meanAfter(1, CycleRecord::heapAtEnd) - run.meanAfter(1, CycleRecord::marked);
    assertThat(growth).isBetween(2.2e6, 3.0e6);
    assertThat(run.cycles()).allMatch(cycle -> cycle.goal() == 4 * MIB);
    assertThat(run.cycles().size() / 4.0)
        .isCloseTo(rate / growth, within(0.5))
        .isBetween(33.0, 45.0);
  }

  /**
   * G4: cycles are what is allocated over what the heap grows by in each, whatever the number of
   * Ps: 320 MB/s for 5 s are 1600 MB, and 64 MiB grow by about as much, 67 MB: 24 cycles.
   */
  @ParameterizedTest(name = "GOMAXPROCS={0}")
  @ValueSource(ints = {2, 4, 8})
  void g4CyclesFollowFromGrowthAlone(int processors) {
    AllocationShape live = AllocationShape.ofLiveHeap(64 * MIB, 0, 1024);
    CollectedRun run =
        CollectedRun.computing(Setting.of(live, 5 * SECOND).on(processors), 1, 46 * US);
    int cycles = run.cycles().size();
    // from the end of one to the end of the next, the last one to the end of the run
    double growth =
        run.meanAfter(1, CycleRecord::heapAtEnd)
            - run.cycles().subList(0, cycles - 1).stream()
                .mapToLong(CycleRecord::marked)
                .average()
                .orElseThrow();
    assertThat(run.allocatedBytes() / growth).isBetween((double) cycles, cycles + 1.0);
    assertThat(cycles).isBetween(22, 26);
  }

  /**
   * G4: the CPU of a cycle is 0.3 ms of roots, 23.5 ns for each object and 28 ns for each pointer
   * at 64 MiB; bytes without pointers cost nothing. Pieces round up to 50 us of roots.
   */
  @Test
  void g4CpuOfACycleIsThatOfObjectsAndPointers() {
    long few = 32 << 10;
    double roots = 300_000 + 1_000;
    assertThat(cycleCpuNs(few, few << 11, 0)).isCloseTo(roots + few * 23.5, within(10_000.0));
    assertThat(cycleCpuNs(few, few << 9, 0)).isCloseTo(roots + few * 23.5, within(10_000.0));
    long many = 4 * few;
    assertThat(cycleCpuNs(many, many << 9, 0)).isCloseTo(roots + many * 23.5, within(20_000.0));
    // 512 B are 64 words, of which every fourth leads to another object
    double pointers = many * 64 / 4.0;
    assertThat(cycleCpuNs(many, many << 9, 1))
        .isCloseTo(roots + many * 23.5 + pointers * 28, within(0.02 * pointers * 28));
  }

  private static double cycleCpuNs(long objects, long bytes, double pointerShare) {
    AllocationShape live =
        AllocationShape.ofLiveHeap(bytes + 8 * objects, pointerShare, bytes / objects);
    assertThat(live.objects()).isEqualTo(objects);
    CollectedRun run = CollectedRun.computing(Setting.of(live, SECOND).on(2), 1, 20 * US);
    assertThat(run.cycles()).isNotEmpty();
    return run.meanAfter(0, CollectedRun::markCpuNs);
  }

  /**
   * G11: GOGC=off and a limit of 256 MiB: of that go 4.9 MB, 160 B for each 8 KiB span and the ends
   * of spans, about 16 MiB, and 3 %: the goal is 232.5 MiB. With light allocation the cycle starts
   * 4 MiB before it.
   */
  @Test
  void g11LimitAloneSetsTheGoal() {
    Setting setting = Setting.of(LIVE_64, 60 * SECOND).on(2);
    CollectedRun run =
        CollectedRun.sleeping(setting.limitedTo(PacerSettings.OFF, 256 * MIB), 2 * MS);
    double goal = 0.97 * 240 * MIB;
    assertThat(run.cycles()).isNotEmpty();
    for (CycleRecord cycle : run.cycles()) {
      assertThat((double) cycle.goal()).isCloseTo(goal, within(0.01 * goal));
      assertThat((double) (cycle.goal() - cycle.triggered()))
          .isCloseTo(4.0 * MIB, within(0.1 * MIB));
    }
  }

  /**
   * G11: with heavy allocation it starts between 45/64 and 61/64 of the way to the goal, 0.78 to
   * 0.97 of it at 64 of 232 MiB, and there are as many as the heap grows by goal - M.
   */
  @Test
  void g11CyclesNearTheLimitFollowFromTheRoomThatIsLeft() {
    Setting setting = Setting.of(POINTERS_64, 4 * SECOND).on(2);
    CollectedRun run =
        CollectedRun.computing(setting.limitedTo(PacerSettings.OFF, 256 * MIB), 2, 10 * US);
    for (CycleRecord cycle : run.after(1)) {
      assertThat((double) cycle.triggered() / cycle.goal()).isBetween(0.78, 0.97);
      assertThat((double) cycle.heapAtEnd()).isBetween(0.97 * cycle.goal(), 1.01 * cycle.goal());
    }
    double room = run.meanAfter(1, CycleRecord::goal) - run.meanAfter(1, CycleRecord::marked);
    double cycles = run.allocatedBytes() / room;
    assertThat((double) run.cycles().size()).isCloseTo(cycles, within(0.05 * cycles));
  }

  /**
   * G12: a limit of 60 MiB below a live heap of 64: one cycle after the other; once the bucket of
   * the limiter is full, after 2 s of CPU, collection beside idle Ps gets no more than half of the
   * CPU, memory is above the limit, and the process goes on.
   */
  @Test
  void g12LimitBelowTheLiveHeapCollectsWithoutEnd() {
    Setting setting = Setting.of(POINTERS_64, 10 * SECOND).on(2);
    CollectedRun run = CollectedRun.computing(setting.limitedTo(100, 60 * MIB), 2, 50 * US);
    List<CycleRecord> late =
        run.cycles().stream().filter(cycle -> cycle.startNs() > 5 * SECOND).toList();
    long markingNs = late.stream().mapToLong(CycleRecord::markNs).sum();
    assertThat(markingNs / 5e9).isGreaterThan(0.9);
    long shareNs = late.stream().mapToLong(c -> c.assistNs() + c.dedicatedNs()).sum();
    assertThat(shareNs / 10e9).isBetween(0.25, 0.5);
    long early =
        run.cycles().stream()
            .filter(cycle -> cycle.startNs() < SECOND)
            .mapToLong(c -> c.assistNs() + c.dedicatedNs())
            .sum();
    assertThat(early / 2e9).isGreaterThan(0.6);
    assertThat(run.figure("/gc/limiter/last-enabled:gc-cycle")).isPositive();
    assertThat(run.last().heapAtEnd()).isGreaterThan(60 * MIB);
    assertThat(run.harness().scheduler().processExit()).isNull();
  }

  /**
   * G13: the live heap grows from 32 to more than 64 MiB in one cycle: there is more to scan than
   * the last cycle scanned, and the goal is extended, at most to (1 + GOGC/100) times itself,
   * instead of assists that scan for each byte what is left over what is left of the way.
   */
  @Test
  void g13GrowthBeyondTheGoalIsAllowed() {
    AllocationShape kept = AllocationShape.of(16 << 10, 64, 1, 4);
    CollectedRun run =
        CollectedRun.of(
            Setting.of(AllocationShape.ofLiveHeap(32 * MIB, 1, 64), 2 * SECOND).on(2),
            (made, seen) -> {
              made.runnable(Script.forever(compute(20 * US), allocate(made.collector(), kept, 1)));
              made.runnable(Script.forever(compute(MS)));
            });
    assertThat(run.cycles()).anyMatch(cycle -> cycle.heapAtEnd() > 1.1 * cycle.goal());
    for (CycleRecord cycle : run.cycles()) {
      assertThat(cycle.heapAtEnd()).isLessThan(2 * cycle.goal());
    }
  }

  /**
   * G15: 256 MiB are dropped at 10 s. The first cycle after that finds it, and the scavenger gives
   * back what is beyond 1.1 times what the next goal asks for, 32 MiB, with one percent of the CPU,
   * also while nobody allocates. A Go program that drops as much has given it back after 3 and 4 s
   * (probe memory, scavenge, objects of 256 KiB, two Ps).
   */
  @Test
  void g15ResidentMemoryDeclinesSlowlyAfterADrop() {
    AllocationShape large = AllocationShape.of(256 * MIB, 256 << 10, 0, 4);
    List<Double> rss = new ArrayList<>();
    CollectedRun.of(
        Setting.of(AllocationShape.ofLiveHeap(16 * MIB, 0.25, 256), 40 * SECOND).on(2),
        (made, seen) -> {
          made.runnable(
              Script.once(
                  allocate(made.collector(), large, 1),
                  sleep(made.scheduler(), () -> 10 * SECOND),
                  drop(made.collector()),
                  allocate(made.collector(), large, 0),
                  block(made.scheduler())));
          made.runnable(
              Script.forever(
                  sleep(made.scheduler(), () -> SECOND),
                  call(() -> rss.add((double) seen.figure("rss") / MIB))));
        });
    double before = rss.get(9);
    assertThat(before).isGreaterThan(256);
    assertThat(rss.get(11)).isGreaterThan(0.7 * before);
    assertThat(rss.get(12)).isGreaterThan(100.0);
    assertThat(rss.get(15)).isLessThan(0.3 * before);
    assertThat(rss.get(35)).isLessThanOrEqualTo(rss.get(15));
  }
}
