package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import headroom.model.engine.HeadroomSimulator;
import headroom.model.kernel.SleepingThread;
import headroom.model.random.KeyedStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Four Ps, all idle at first. */
class IdleListsTest {
  private static final long US = 1_000;
  private static final HeadroomSimulator SIMULATOR = HeadroomSimulator.create();
  private final SystemMonitor monitor =
      new SystemMonitor(
          CostProfile.reference(), 2, KeyedStream.of(1, 0, "go.sysmon"), () -> Long.MAX_VALUE);
  private final Processors processors = new Processors(4, 4, SIMULATOR);
  private final Processor[] ps = processors.all;
  private final IdleLists idle = new IdleLists(processors);
  private int demands;

  @Test
  void theLastThatBecameIdleIsTakenFirst() {
    assertThat(take()).isSameAs(ps[0]);
    assertThat(take()).isSameAs(ps[1]);
    idle.put(ps[0], 0);
    assertThat(take()).isSameAs(ps[0]);
    assertThat(take()).isSameAs(ps[2]);
    assertThat(take()).isSameAs(ps[3]);
    assertThat(idle.hasProcessor()).isFalse();
    assertThat(take()).isNull();
    OsThread first = new OsThread(SleepingThread.numbered(0));
    OsThread second = new OsThread(SleepingThread.numbered(1));
    idle.put(first);
    idle.put(second);
    assertThat(idle.threadCount()).isEqualTo(2);
    assertThat(idle.takeThread()).isSameAs(second);
    assertThat(idle.takeThread()).isSameAs(first);
    assertThat(idle.takeThread()).isNull();
  }

  /** 2 * spinning below the number of busy Ps. */
  @Test
  void aMachineMaySpinForEveryTwoBusyProcessors() {
    assertThat(idle.mayspin()).isFalse();
    take();
    assertThat(idle.mayspin()).isTrue();
    idle.spinning = 1;
    assertThat(idle.mayspin()).isFalse();
    take();
    assertThat(idle.mayspin()).isFalse();
    take();
    assertThat(idle.mayspin()).isTrue();
    idle.spinning = 2;
    assertThat(idle.mayspin()).isFalse();
  }

  @Test
  void someProcessorIsIdleSinceNoneWas() {
    for (int i = 0; i < 4; i++) {
      take();
    }
    idle.put(ps[2], 70);
    idle.put(ps[1], 90);
    assertThat(idle.someIdleSinceNs()).isEqualTo(70);
    assertThat(idle.processorCount()).isEqualTo(2);
  }

  /**
   * sysmon's tick at 36.751 ms sees all idle since 30 ms; three idle Ps since 30 ms and the fourth
   * since 37 ms it does not see.
   */
  @Test
  void sysmonBeginsAfreshWhenAllHaveBeenIdle() {
    Processor last = Objects.requireNonNull(take());
    idle.put(last, 30_000 * US);
    assertThat(idle.takeProcessor(monitor, 40_000 * US)).isSameAs(last);
    assertThat(monitor.firstTickFrom(40_000 * US)).isEqualTo(40_059 * US);
    // at rest, 26.611 ms after that start, the ticks are at 66.670 and 76.810 ms
    idle.put(last, 67_000 * US);
    idle.takeProcessor(monitor, 70_000 * US);
    assertThat(monitor.firstTickFrom(70_000 * US)).isEqualTo(76_810 * US);
    // one of two that are busy idles across the tick at 76.810
    Processor second = Objects.requireNonNull(take());
    idle.put(second, 71_000 * US);
    idle.takeProcessor(monitor, 80_000 * US);
    assertThat(monitor.firstTickFrom(80_000 * US)).isEqualTo(86_950 * US);
  }

  /** Nobody is left who could take work on: neither an idle P nor a spinning M. */
  @Test
  void demandRisesWithTheLastThatCouldTakeWork() {
    idle.whenDemandRises(() -> demands++);
    idle.processorsInCalls = 1;
    idle.spinning = 1;
    for (int i = 0; i < 4; i++) {
      take();
    }
    assertThat(demands).isZero();
    OsThread m = new OsThread(SleepingThread.numbered(0));
    m.spinning = true;
    idle.stopSpinning(m);
    assertThat(m.spinning).isFalse();
    assertThat(idle.spinning).isZero();
    assertThat(demands).isEqualTo(1);
    idle.put(ps[3], 0);
    take();
    assertThat(demands).isEqualTo(2);
    idle.put(ps[3], 0);
    idle.put(ps[2], 0);
    take();
    assertThat(demands).isEqualTo(2);
    idle.processorsInCalls = 0;
    take();
    assertThat(demands).isEqualTo(2);
  }

  private @Nullable Processor take() {
    return idle.takeProcessor(monitor, 0);
  }
}
