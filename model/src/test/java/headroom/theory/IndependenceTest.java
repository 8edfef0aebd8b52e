package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.audit.SmallScenario;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Demands are independent, whatever their steps are called and whichever attempt draws them. */
class IndependenceTest {
  private static final long MS = 1_000_000;
  private static final int REQUESTS = 100_000;

  /** P(X > 66.38 ms) = 0.01 for the sum of two exponentials of 10 ms each. */
  private static final double P99_MS = 66.38;

  /** P(X > 16.78 ms) = 0.5. */
  private static final double P50_MS = 16.78;

  @ParameterizedTest
  @CsvSource({"Aa, BB", "Aa, CC", "AaAa, BBBB", "a, b"})
  void twoWaitsAreErlangUnderAnyIds(String first, String second) {
    List<RequestStep> steps = List.of(io(first, 10), io(second, 10));
    assertIsSumOfTwo(Simulation.run(scenario(REQUESTS, steps), 0));
  }

  @ParameterizedTest
  @CsvSource({"s1, s2", "s1, zz9", "Aa, BB", "a, b"})
  void twoStagesAreErlangOverAnyChannels(String first, String second) {
    Resources resources =
        new Resources(
            List.of(),
            List.of(),
            List.of(
                channel(first, List.of(io(null, 10), send(second))),
                channel(second, List.of(io(null, 10), send("done"))),
                new Resources.ChannelSettings("done", 0, 0, List.of())),
            List.of());
    List<RequestStep> steps = List.of(send(first), new SharedStep.Receive(null, "done"));
    Scenario scenario = scenario(REQUESTS, steps).withResources(resources);
    assertIsSumOfTwo(Simulation.run(scenario, 0));
  }

  /** An attempt is given up with probability exp(-3), a request if all its attempts are. */
  @ParameterizedTest
  @CsvSource({"0, 0.049787", "1, 0.0024788", "2, 0.00012341"})
  void eachAttemptIsGivenUpIndependently(int retries, double lost) {
    int requests = 400_000;
    ClientSettings clients =
        new ClientSettings(
            15 * MS, retries, new Distribution.Constant(0), 2, Double.POSITIVE_INFINITY);
    Scenario scenario = scenario(requests, List.of(io(null, 5))).withClients(clients);
    Observation seen = Simulation.run(scenario, 0);
    double expected = lost * requests;
    assertThat((double) seen.counts().timedOut())
        .isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  /** The standard error of the P99 of so many is 0.36 ms, that of the P50 is 0.05 ms. */
  private static void assertIsSumOfTwo(Observation seen) {
    assertThat(seen.latencyNs().getValueAtPercentile(99) / 1e6).isCloseTo(P99_MS, within(1.5));
    assertThat(seen.latencyNs().getValueAtPercentile(50) / 1e6).isCloseTo(P50_MS, within(0.2));
  }

  /** Requests that meet no other, for they come every 400 ms. */
  private static Scenario scenario(int requests, List<RequestStep> steps) {
    return SmallScenario.of(
            CostProfile.ideal(),
            new Arrivals.Constant(2.5),
            0,
            Window.evenlySampled(0, requests * 400L * MS, 1))
        .workers(ServerSettings.UNBOUNDED)
        .classes(new RequestClass("request", 1, steps))
        .scenario(1);
  }

  private static Resources.ChannelSettings channel(String name, List<RequestStep> steps) {
    return new Resources.ChannelSettings(name, 0, 4, steps);
  }

  private static RequestStep io(@Nullable String id, double ms) {
    return new WorkStep.NetworkIo(id, new Distribution.Exponential(ms * MS));
  }

  private static RequestStep send(String channel) {
    return new SharedStep.Send(null, channel);
  }
}
