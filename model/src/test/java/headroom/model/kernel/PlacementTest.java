package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.KeyedStream;
import org.junit.jupiter.api.Test;

/** Where threads go, on three cores. */
class PlacementTest {
  private static final long MS = 1_000_000;
  private static final long NOW = 10 * MS;

  private final HeadroomSimulator simulator = HeadroomSimulator.create();
  private final RunningCores running = new RunningCores(3, (from, to, core, free) -> 0);
  private final Core[] cores = {
    new Core(0, simulator, running),
    new Core(1, simulator, running),
    new Core(2, simulator, running)
  };
  private final Placement placement =
      of(new Eevdf(4 * MS, MS, new ControlGroups(new MachineSettings(2))), CostProfile.ideal());
  private long now = NOW;
  private int threads;

  @Test
  void newThreadsGoRoundTheCoresFromTheLastOne() {
    assertThat(placement.first(SleepingThread.numbered(0))).isEqualTo(2);
    assertThat(placement.first(SleepingThread.numbered(1))).isEqualTo(1);
    assertThat(placement.first(SleepingThread.numbered(2))).isEqualTo(0);
    assertThat(placement.first(SleepingThread.numbered(3))).isEqualTo(2);
  }

  @Test
  void aCoreIsIdleUntilAllRun() {
    cores[0].occupy(thread(0), NOW);
    cores[1].occupy(thread(0), NOW);
    assertThat(placement.anyIdle()).isTrue();
    cores[2].occupy(thread(0), NOW);
    assertThat(placement.anyIdle()).isFalse();
    cores[1].vacate(NOW, true);
    assertThat(placement.anyIdle()).isTrue();
  }

  @Test
  void theFreeCoreIsThePreferredOneOrTheLast() {
    assertThat(placement.free(0)).isSameAs(cores[0]);
    cores[0].running = thread(0);
    assertThat(placement.free(0)).isSameAs(cores[2]);
    cores[2].reservedFor = thread(0);
    assertThat(placement.free(0)).isSameAs(cores[1]);
    cores[1].running = thread(0);
    assertThat(placement.free(0)).isNull();
  }

  @Test
  void aWokenThreadGoesBackToItsCoreIfThatIsIdle() {
    cores[2].running = thread(0);
    assertThat(woken(placement, 1)).isSameAs(cores[1]);
  }

  @Test
  void elseToTheNextIdleOne() {
    cores[1].running = thread(0);
    assertThat(woken(placement, 1)).isSameAs(cores[2]);
    cores[2].running = thread(0);
    assertThat(woken(placement, 1)).isSameAs(cores[0]);
    cores[0].reservedFor = thread(0);
    assertThat(woken(placement, 1)).isSameAs(cores[1]);
  }

  /**
   * Of three cores that are used by 48 % each, the search looks at 3 * (1 - (1.17 * 0.48)^2) = 2.05
   * others, by 50 % at 1.97 and by 86 % at none.
   */
  @Test
  void theBusierTheCoresTheFewerTheSearchLooksAt() {
    cores[1].running = thread(0);
    cores[2].running = thread(0);
    use(0.48);
    assertThat(woken(placement, 1)).isSameAs(cores[0]);
    use(0.50);
    assertThat(woken(placement, 1)).isSameAs(cores[1]);
    cores[2].running = null;
    assertThat(woken(placement, 1)).isSameAs(cores[2]);
    use(0.86);
    assertThat(woken(placement, 1)).isSameAs(cores[1]);
  }

  @Test
  void aKernelThatPacksHasItWaitBehindASingleThread() {
    Placement packing =
        of(
            new Eevdf(4 * MS, MS, new ControlGroups(new MachineSettings(2))),
            CostProfile.ideal().with(Cost.OS_WAKE_PACKS, 1).with(Cost.OS_HALT_AFTER, 20_000));
    cores[1].running = thread(0);
    assertThat(woken(packing, 1)).isSameAs(cores[1]);
    cores[1].arriving = 1;
    assertThat(woken(packing, 1)).as("another is on its way there").isSameAs(cores[2]);
    cores[1].arriving = 0;
    waiting(1, thread(0));
    assertThat(woken(packing, 1)).as("another waits there").isSameAs(cores[2]);
    cores[1].queue.clear();
    cores[1].running = SleepingThread.foreign(99);
    assertThat(woken(packing, 1)).as("a client runs there").isSameAs(cores[2]);
    cores[1].running = thread(0);
    cores[2].occupy(thread(0), NOW - MS);
    cores[2].vacate(NOW - 20_000, true);
    assertThat(woken(packing, 1)).as("the idle core is not halted yet").isSameAs(cores[2]);
  }

  @Test
  void aThreadOfAnotherProcessStaysOnItsCore() {
    cores[0].running = thread(0);
    assertThat(placement.woken(SleepingThread.foreign(99), NOW)).isSameAs(cores[0]);
  }

  @Test
  void anIdleCoreTakesFromTheLongestQueueAndOfEqualOnesFromTheFirst() {
    Placement always = of(new RoundRobin(MS), CostProfile.ideal());
    always.waits();
    CpuThread first = waiting(1, thread(0));
    waiting(2, thread(0));
    CpuThread third = waiting(2, thread(0));
    assertThat(always.takeNext(cores[0], NOW)).isNotSameAs(first);
    // one thread each now
    assertThat(always.takeNext(cores[0], NOW)).isSameAs(first);
    assertThat(always.takeNext(cores[0], NOW)).isSameAs(third);
    assertThat(always.takeNext(cores[0], NOW)).isNull();
  }

  @Test
  void itsOwnQueueGoesFirst() {
    waiting(1, thread(0));
    waiting(1, thread(0));
    CpuThread own = waiting(0, thread(0));
    assertThat(placement.takeNext(cores[0], NOW)).isSameAs(own);
    assertThat(cores[0].queue).isEmpty();
  }

  /** 9.5 ms is half a millisecond ago, 9.6 ms is not. It looks in about half of the cases. */
  @Test
  void anIdleCoreLeavesAHotThread() {
    placement.waits();
    CpuThread hot = waiting(1, thread(9_600_000));
    for (int i = 0; i < 20; i++) {
      assertThat(placement.takeNext(cores[0], NOW)).isNull();
    }
    CpuThread cold = waiting(1, thread(9_500_000));
    int looks = 1;
    CpuThread taken = placement.takeNext(cores[0], NOW);
    while (taken == null && looks++ < 20) {
      taken = placement.takeNext(cores[0], NOW);
    }
    assertThat(taken).isSameAs(cold);
    assertThat(cores[1].queue).containsExactly(hot);
  }

  /** Source: the root domain is overloaded from when a thread waits until a look finds none. */
  @Test
  void anIdleCoreDoesNotLookWhenNobodyHasWaited() {
    waiting(1, thread(0));
    for (int i = 0; i < 20; i++) {
      assertThat(placement.takeNext(cores[0], NOW)).isNull();
    }
  }

  @Test
  void atTicksAHotThreadIsTakenAfterTwoFailures() {
    CpuThread hot = waiting(1, thread(NOW));
    assertThat(placement.takeAtTick(cores[1], cores[0], NOW)).isNull();
    assertThat(placement.takeAtTick(cores[1], cores[0], NOW)).isNull();
    assertThat(placement.takeAtTick(cores[1], cores[0], NOW)).isSameAs(hot);
    // and the next one is left again
    waiting(1, thread(NOW));
    assertThat(placement.takeAtTick(cores[1], cores[0], NOW)).isNull();
  }

  private Placement of(CorePolicy policy, CostProfile costs) {
    return new Placement(cores, running, policy, costs, KeyedStream.of(1, 0, "os.wake"));
  }

  private Core woken(Placement where, int previous) {
    CpuThread thread = thread(0);
    thread.core = previous;
    return where.woken(thread, now);
  }

  /** Has every core used by {@code share}, from some time later on that is now. */
  private void use(double share) {
    for (Core core : cores) {
      core.utilisation.change(0, now);
      double periods = -32 * StrictMath.log(1 - share) / StrictMath.log(2);
      core.utilisation.change(1, now + 2_000 * MS - Math.round(periods * (1 << 20)));
    }
    now += 2_000 * MS;
  }

  private CpuThread waiting(int core, CpuThread thread) {
    cores[core].queue.addLast(thread);
    return thread;
  }

  private CpuThread thread(long ranUntilNs) {
    CpuThread thread = SleepingThread.numbered(threads++);
    thread.ranUntilNs = ranUntilNs;
    return thread;
  }
}
