package headroom.model;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.RandomExperiment;
import headroom.audit.SmallScenario;
import headroom.model.client.ClientSettings;
import headroom.model.cost.CostProfile;
import headroom.model.engine.ReplicationRunner;
import headroom.model.random.Distribution;
import headroom.model.random.DrawListener;
import headroom.model.random.Streams;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No two draws of a replication are made at one position, so that all are independent. */
class DrawsTest {
  private static final long MS = 1_000_000;

  /** Counts draws by position. */
  private static final class Positions implements DrawListener {
    private final Map<Long, String> streams = new LinkedHashMap<>();
    private long draws;

    @Override
    public void drawn(String name, long position) {
      draws++;
      String before = streams.putIfAbsent(position, name);
      assertThat(before).as("stream that also draws where %s does", name).isNull();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void noTwoDrawsOfARandomExperimentShareAPosition(long seed) {
    drawsOf(RandomExperiment.from(seed));
  }

  @Test
  void goroutinesConsumersExecutionsAndAttemptsAllDrawTheirOwn() {
    assertThat(drawsOf(withEveryKindOfPath())).isGreaterThan(15_000);
  }

  private static long drawsOf(Scenario scenario) {
    Positions positions = new Positions();
    Window window = scenario.window();
    ReplicationWiring wiring =
        new ReplicationWiring(scenario, new Streams(scenario.seed(), 0, positions), Listeners.NONE);
    ReplicationRunner.run(
        number -> wiring, 0, 1, window.warmUpNs(), Simulation.latestEndNs(window));
    return positions.draws;
  }

  /** Neighbouring names of channels, nested goroutines and loops, attempts that are given up. */
  private static Scenario withEveryKindOfPath() {
    RequestStep fork =
        new BlockStep.Spawn(
            null,
            new Distribution.Constant(2),
            List.of(List.of(io("a"), send("s1")), List.of(io("b"), send("s1"))),
            true);
    List<RequestStep> steps =
        List.of(
            io("Aa"),
            io("BB"),
            repeat(2, repeat(3, io(null), send("s1")), fork),
            repeat(2, fork),
            send("s2"));
    Resources resources =
        new Resources(
            List.of(),
            List.of(),
            List.of(
                new Resources.ChannelSettings(
                    "s1", 10, 50, List.of(io(null), io("Aa"), send("s2"))),
                new Resources.ChannelSettings("s2", 10, 50, List.of(io(null), io("Aa")))),
            List.of());
    ClientSettings clients = new ClientSettings(60 * MS, 3, new Distribution.Exponential(MS), 2, 1);
    return SmallScenario.of(
            CostProfile.ideal(),
            new Arrivals.Batch(
                new Arrivals.Batch(new Arrivals.Poisson(10), new Distribution.Geometric(2)),
                new Distribution.Geometric(2)),
            MS,
            Window.evenlySampled(0, 5_000 * MS, 1))
        .workers(ServerSettings.UNBOUNDED)
        .classes(new RequestClass("one", 0.5, steps), new RequestClass("two", 0.5, steps))
        .scenario(1)
        .withResources(resources)
        .withClients(clients);
  }

  private static RequestStep io(@Nullable String id) {
    return new WorkStep.NetworkIo(id, new Distribution.Exponential(MS));
  }

  private static RequestStep send(String channel) {
    return new SharedStep.Send(null, channel);
  }

  private static RequestStep repeat(int times, RequestStep... steps) {
    return new BlockStep.Repeat(null, new Distribution.Constant(times), List.of(steps));
  }
}
