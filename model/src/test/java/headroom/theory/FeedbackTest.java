package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import headroom.testing.ParallelReplications;
import headroom.testing.QueueScenario;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The feedback cases of family {@code 09}: a request computes and, with the given probability after
 * each time, parks on the network for no time and computes again; a P for each server.
 *
 * <p>The order in which the run queues of Ps serve is not the one queue of the reference; its
 * values do not depend on it, since demands are exponential and the order does not look at them
 * (Kleinrock 1976, volume 2, section 3.4).
 */
class FeedbackTest {
  private static final int REPLICATIONS = 48;
  private static final double WARM_UP_MS = 60_000;
  private static final double REQUESTS = 3.2e6;

  @ParameterizedTest
  @CsvSource({"feedback_c1_p0.2_lam80,1,8,0.2", "feedback_c4_p0.3_lam80,4,30,0.3"})
  void requestsThatComeBackAreServedAgain(
      String id, int servers, double meanMs, double againProbability) {
    ReferenceCase reference = ReferenceCase.of("09-tandem-jackson", id);
    double perSecond = reference.number("arrival_rate_per_s");
    double windowMs = REQUESTS / REPLICATIONS / perSecond * 1000;
    RequestStep visit = new WorkStep.Cpu(null, new Distribution.Exponential(meanMs * 1e6));
    RequestStep back = new WorkStep.NetworkIo(null, new Distribution.Constant(0));
    RequestStep more =
        new BlockStep.Repeat(
            null, new Distribution.Geometric(1 / (1 - againProbability)), List.of(back, visit));
    RequestStep again =
        new BlockStep.Choice(
            null,
            List.of(
                new BlockStep.Choice.Branch(againProbability, List.of(more)),
                new BlockStep.Choice.Branch(1 - againProbability, List.of())));
    Scenario scenario =
        QueueScenario.of(
            servers,
            servers,
            ServerSettings.UNBOUNDED,
            Long.MAX_VALUE,
            new Arrivals.Poisson(perSecond),
            List.of(visit, again),
            Window.evenlySampled(QueueScenario.ns(WARM_UP_MS), QueueScenario.ns(windowMs), 1),
            id.hashCode());
    List<Observation> seen =
        ParallelReplications.run(0, REPLICATIONS, 2, r -> Simulation.run(scenario, r));
    check(
        reference,
        "station1_utilisation",
        estimate(seen, o -> (double) o.cpu().busyCoreNs() / servers, o -> o.windowNs()));
    check(
        reference, "mean_number_in_system", estimate(seen, o -> o.levels().meanInSystem(), o -> 1));
    check(
        reference,
        "mean_response_ms",
        estimate(
            seen, o -> o.levels().meanInSystem() * o.windowNs() / 1e6, o -> o.counts().offered()));
  }

  private static RatioEstimate estimate(
      List<Observation> seen,
      ToDoubleFunction<Observation> numerator,
      ToDoubleFunction<Observation> denominator) {
    return new RatioEstimate(
        seen.stream().mapToDouble(numerator).toArray(),
        seen.stream().mapToDouble(denominator).toArray());
  }

  private static void check(ReferenceCase reference, String metric, RatioEstimate estimate) {
    double golden = reference.value(metric);
    assertThat(estimate.studentT(golden))
        .as(metric + " " + estimate.estimate())
        .isBetween(-4.0, 4.0);
    assertThat(estimate.standardError(golden) / golden).as(metric).isLessThan(0.01);
  }
}
