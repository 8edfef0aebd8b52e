package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.AuditedReplication;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds between any two events of a run, looked at after every one: each goroutine, P and M is
 * in one place, and while a goroutine waits for a P and one is idle, somebody is on the way.
 */
class BetweenEventsTest {
  private static final long MILLISECOND_NS = 1_000_000;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void everythingIsInOnePlaceAndSomebodyIsOnTheWay(long seed) {
    Scenario scenario = RandomExperiment.from(seed);
    assertThat(AuditedReplication.run(scenario, 0, (i, c, a, s, e, o) -> {}).events())
        .isEqualTo(AuditedRun.of(scenario).observation().events());
  }

  /**
   * Three answers come in one batch while two Ps are idle. The last of the batch runs on the
   * polling P, the others go to the global queue, each with an M on the way. When the 61st look at
   * the global queue came first on the polling P, the last of the batch was left in its runnext and
   * nobody was woken for it. Source: {@code proc.go:findRunnable}, which returns it at once.
   */
  @Test
  void lastOfABatchIsNotLeftBehindForTheGlobalQueue() {
    List<RequestStep> steps =
        List.of(
            new WorkStep.NetworkIo(null, new Distribution.Constant(0)),
            new WorkStep.Cpu(null, new Distribution.Constant(50_000)));
    long[] atOnce = {MILLISECOND_NS, MILLISECOND_NS, MILLISECOND_NS};
    Scenario scenario =
        SmallScenario.of(
                CostProfile.reference(),
                new Arrivals.Trace(
                    new TraceTable("trace.csv", atOnce, new int[3], List.of(), new long[0][])),
                1,
                new Window(0, 100 * MILLISECOND_NS, new long[0]))
            .on(3, 3)
            .workers(3)
            .classes(new RequestClass("all", 1, steps))
            .scenario(1);
    assertThat(AuditedReplication.run(scenario, 0, (i, c, a, s, e, o) -> {}).counts().completed())
        .isEqualTo(3);
  }
}
