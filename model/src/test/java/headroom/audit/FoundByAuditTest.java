package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Window;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.WindowFigures;
import headroom.model.service.ServerSettings.Accept;
import headroom.model.workload.Arrivals;
import headroom.model.workload.TraceTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What random experiments have found, each with the smallest scenario that showed it. */
class FoundByAuditTest {
  private static final long MILLISECOND_NS = 1_000_000;

  /**
   * Ten requests in 10 ms, each of 20 ms, no queue. The run is given up after 30 ms: one request
   * has completed, one is served, one waits in the generator, which has not sent the other seven.
   */
  @Test
  void requestsThatABlockedGeneratorHasNotSentAreInFlight() {
    AuditedRun run =
        AuditedRun.of(
            SmallScenario.of(
                    CostProfile.ideal(),
                    new Arrivals.Constant(1000),
                    20 * MILLISECOND_NS,
                    new Window(0, 10 * MILLISECOND_NS + 1, new long[0]))
                .accepting(Accept.TIMER, 0)
                .scenario(1));
    assertThat(run.observation().counts().offered()).isEqualTo(10);
    assertThat(run.observation().counts().completed()).isEqualTo(1);
    assertThat(run.observation().counts().inFlight()).isEqualTo(9);
    Laws.holdFor(run);
  }

  /** One request in a window of 2 us; its message would take 20 us, the run is given up after 6. */
  @Test
  void requestsThatAreStillOnTheirWayAreInFlight() {
    AuditedRun run =
        AuditedRun.of(
            SmallScenario.of(
                    CostProfile.reference(),
                    new Arrivals.Constant(1e6),
                    1000,
                    new Window(0, 2000, new long[0]))
                .scenario(1));
    assertThat(run.observation().counts().offered()).isEqualTo(1);
    assertThat(run.observation().counts().inFlight()).isEqualTo(1);
    Laws.holdFor(run);
  }

  /**
   * Two requests at 1 and 2 ms share two cores that are shared equally with the peer, who computes
   * 1 ms for each message. From 2 ms on three threads compute, the peer until it has done 2 ms.
   */
  @Test
  void aPeerTakesTimeAlsoFromCoresThatAreSharedEqually() {
    CostProfile costs = CostProfile.ideal().with(Cost.PEER_CPU, MILLISECOND_NS);
    AuditedRun run =
        AuditedRun.of(
            SmallScenario.of(
                    costs,
                    new Arrivals.Trace(
                        new TraceTable(
                            "trace.csv",
                            new long[] {MILLISECOND_NS, 2 * MILLISECOND_NS, 3 * MILLISECOND_NS},
                            new int[3],
                            List.of(),
                            new long[0][])),
                    10 * MILLISECOND_NS,
                    new Window(0, 100 * MILLISECOND_NS, new long[0]))
                .on(2, 2)
                .workers(2)
                .scenario(1));
    // from 2 to 5 ms each of the three has two thirds of a core: the requests lose 1 ms
    assertThat(run.ended().get(0).endNs()).isEqualTo(12 * MILLISECOND_NS);
    assertThat(run.ended().get(1).endNs()).isEqualTo(13 * MILLISECOND_NS);
    Laws.holdFor(run);
  }

  /** A wake-up that ends at once cannot have used 27 us of the core, unless it was idle so long. */
  @Test
  void wakeUpsUseNoMoreThanTheTimeThatTheCoreWasIdle() {
    CostProfile costs = CostProfile.reference().with(Cost.OS_WAKE_MAX, 0).with(Cost.OS_WAKE_CV, 0);
    AuditedRun run =
        AuditedRun.of(
            SmallScenario.of(
                    costs,
                    new Arrivals.Constant(20_000),
                    20_000,
                    new Window(0, 10 * MILLISECOND_NS, new long[0]))
                .scenario(1));
    Laws.holdFor(run);
  }

  /**
   * Three threads share a quota of 10 ms: each uses 3,333,334 ns, and so 2 ns too much in all. That
   * was counted as a use of savings, of which there are none.
   */
  @Test
  void roundingIsNoUseOfSavings() {
    AuditedRun run =
        AuditedRun.of(
            SmallScenario.of(
                    CostProfile.ideal(),
                    new Arrivals.Constant(100),
                    100 * MILLISECOND_NS,
                    new Window(0, 1_000 * MILLISECOND_NS, new long[0]))
                .on(3, 3)
                .workers(3)
                .scenario(1)
                .withMachine(
                    new MachineSettings(3, new MachineSettings.Quota(0.1, 100 * MILLISECOND_NS))));
    WindowFigures figures = run.observation().metrics().figures();
    assertThat(figures.total(MetricNames.THROTTLED_PERIODS)).isGreaterThan(5);
    assertThat(figures.total(MetricNames.QUOTA_BURSTS)).isZero();
    assertThat(figures.total(MetricNames.QUOTA_BURST_TIME)).isZero();
  }
}
