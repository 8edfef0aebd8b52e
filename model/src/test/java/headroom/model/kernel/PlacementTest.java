package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.random.KeyedStream;
import org.junit.jupiter.api.Test;

/** Where threads go, on three cores. */
class PlacementTest {
  private static final long MS = 1_000_000;
  private static final long NOW = 10 * MS;

  private final HeadroomSimulator simulator = HeadroomSimulator.create();
  private final Core[] cores = {
    new Core(0, simulator), new Core(1, simulator), new Core(2, simulator)
  };
  private final Placement placement =
      new Placement(
          cores, new Eevdf(4 * MS, MS), CostProfile.ideal(), KeyedStream.of(1, 0, "os.wake"));
  private int threads;

  @Test
  void newThreadsGoRoundTheCoresFromTheLastOne() {
    assertThat(placement.first(0)).isSameAs(cores[2]);
    assertThat(placement.first(1)).isSameAs(cores[1]);
    assertThat(placement.first(2)).isSameAs(cores[0]);
    assertThat(placement.first(3)).isSameAs(cores[2]);
  }

  @Test
  void aCoreIsIdleUntilAllRun() {
    cores[0].running = thread(0);
    cores[1].running = thread(0);
    assertThat(placement.anyIdle()).isTrue();
    cores[2].running = thread(0);
    assertThat(placement.anyIdle()).isFalse();
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
  void anIdleCoreTakesFromTheLongestQueueAndOfEqualOnesFromTheFirst() {
    CpuThread first = waiting(1, thread(0));
    waiting(2, thread(0));
    CpuThread third = waiting(2, thread(0));
    assertThat(placement.takeNext(cores[0], NOW)).isNotSameAs(first);
    // one thread each now
    assertThat(placement.takeNext(cores[0], NOW)).isSameAs(first);
    assertThat(placement.takeNext(cores[0], NOW)).isSameAs(third);
    assertThat(placement.takeNext(cores[0], NOW)).isNull();
  }

  @Test
  void itsOwnQueueGoesFirst() {
    waiting(1, thread(0));
    waiting(1, thread(0));
    CpuThread own = waiting(0, thread(0));
    assertThat(placement.takeNext(cores[0], NOW)).isSameAs(own);
    assertThat(cores[0].queue).isEmpty();
  }

  /** 9.5 ms is half a millisecond ago, 9.6 ms is not. */
  @Test
  void anIdleCoreLeavesAHotThread() {
    waiting(1, thread(9_600_000));
    assertThat(placement.takeNext(cores[0], NOW)).isNull();
    CpuThread cold = waiting(1, thread(9_500_000));
    assertThat(placement.takeNext(cores[0], NOW)).isSameAs(cold);
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
