package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Point;
import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ProcessSettings;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients, deadlines and tickers mean. */
class ClientsTest {
  private static final String SMALL = "name: shop\nmachine: {cores: 4}\nsteps: [{cpu: 4ms}]\n";
  private static final String OPEN = SMALL + "arrivals: poisson(200/s)\n";

  private static LoadedExperiment read(String text) throws Exception {
    return ExperimentReader.read(
        new ExperimentSource("shop.yaml", text, Path.of("")), List.of(), List.of());
  }

  private static ClientSettings clients(String text) throws Exception {
    return read(OPEN + "clients: " + text + "\n").base().scenario().clients();
  }

  @Test
  void withoutClientsNothingIsGivenUp() throws Exception {
    Scenario scenario = read(OPEN).base().scenario();
    assertThat(scenario.clients()).isEqualTo(ClientSettings.PATIENT);
    assertThat(scenario.server().deadlineNs()).isEqualTo(ServerSettings.NO_DEADLINE);
    assertThat(scenario.process()).isEqualTo(new ProcessSettings(0, 0));
  }

  @Test
  void timeoutsAndRetries() throws Exception {
    double unlimited = Double.POSITIVE_INFINITY;
    assertThat(clients("{timeout: 1s}"))
        .isEqualTo(
            new ClientSettings(1_000_000_000, 0, new Distribution.Constant(0), 2, unlimited));
    assertThat(clients("{retries: 2}"))
        .isEqualTo(
            new ClientSettings(
                ClientSettings.NONE, 2, new Distribution.Exponential(5e7), 2, unlimited));
    assertThat(clients("{retries: unlimited, backoff: 10ms, backoffFactor: 1.5, retryBudget: 10%}"))
        .isEqualTo(
            new ClientSettings(
                ClientSettings.NONE,
                ClientSettings.UNLIMITED,
                new Distribution.Constant(1e7),
                1.5,
                0.1));
  }

  @Test
  void resolvedFileSaysHowRetriesWait() throws Exception {
    assertThat(read(OPEN + "clients: {retries: 2}\n").resolvedYaml())
        .contains("backoff: exponential(50ms)", "backoffFactor: 2");
    assertThat(read(OPEN + "clients: {timeout: 2s}\n").resolvedYaml()).doesNotContain("backoff");
    assertThat(read(OPEN).resolvedYaml()).doesNotContain("clients");
  }

  @Test
  void settingsOfRetriesWithoutRetriesAreNoted() throws Exception {
    assertThat(read(OPEN + "clients: {backoff: 1ms, retryBudget: 10%}\n").notes())
        .extracting(Problem::toString)
        .containsExactly(
            "shop.yaml:5:20: note: \"backoff\", \"retryBudget\" have no effect: \"retries\" is not set");
  }

  @Test
  void usersTakeThePlaceOfArrivals() throws Exception {
    String text = SMALL + "clients: {users: 32, think: exponential(60ms)}\n";
    Scenario scenario = read(text).base().scenario();
    assertThat(scenario.arrivals())
        .isEqualTo(new Arrivals.ClosedLoop(32, new Distribution.Exponential(6e7)));
    assertThat(scenario.clients()).isEqualTo(ClientSettings.PATIENT);
    List<Point> points = read(text + "sweep: {clients.users: [1, 64]}\n").points();
    assertThat(points)
        .extracting(point -> point.experiment().scenario().arrivals())
        .containsExactly(
            new Arrivals.ClosedLoop(1, new Distribution.Exponential(6e7)),
            new Arrivals.ClosedLoop(64, new Distribution.Exponential(6e7)));
  }

  @Test
  void deadlinesAndTickers() throws Exception {
    String text = OPEN + "server: {deadline: 500ms}\nprocess: {goroutines: 3, tickers: 2}\n";
    assertThat(read(text).base().scenario().server().deadlineNs()).isEqualTo(500_000_000);
    assertThat(read(text).base().scenario().process()).isEqualTo(new ProcessSettings(3, 2));
  }
}
