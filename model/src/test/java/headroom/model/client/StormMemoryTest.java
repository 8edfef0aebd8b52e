package headroom.model.client;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.SmallScenario;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A storm of retries keeps nothing of its attempts: after a million of them the heap holds what it
 * held after a tenth. One object an attempt would be 14 MB and more.
 */
class StormMemoryTest {
  private static final long MS = 1_000_000;
  private static final int REQUESTS = 100_000;
  private static final int RETRIES = 9;

  /**
   * Nine tenths of a million attempts may keep about a byte each: buffers that grow by doubling.
   */
  private static final long ALLOWED_BYTES = 1_000_000;

  @Test
  void ofAttemptsThatAreRefused() {
    ClientSettings clients =
        new ClientSettings(
            ClientSettings.NONE,
            RETRIES,
            new Distribution.Exponential(10 * MS),
            1.2,
            Double.POSITIVE_INFINITY);
    RequestStep step = new WorkStep.NetworkIo(null, new Distribution.Constant(1_000 * MS));
    Observation seen = holdsLittle(scenario(4, 0, step, clients));
    assertThat(seen.counts().rejected()).isGreaterThan(REQUESTS * 9L / 10);
  }

  @Test
  void ofAttemptsThatTheirClientsGiveUp() {
    ClientSettings clients =
        new ClientSettings(
            20 * MS, RETRIES, new Distribution.Exponential(10 * MS), 1.2, Double.POSITIVE_INFINITY);
    RequestStep step = new WorkStep.Cpu(null, new Distribution.Constant(8 * MS));
    Observation seen = holdsLittle(scenario(64, 100, step, clients));
    assertThat(seen.counts().timedOut()).isGreaterThan(REQUESTS * 8L / 10);
    assertThat(seen.counts().wasted()).isGreaterThan(REQUESTS / 10L);
  }

  private static Scenario scenario(
      int workers, long queue, RequestStep step, ClientSettings clients) {
    Scenario scenario =
        SmallScenario.of(
                CostProfile.linux(),
                new Arrivals.Constant(1_000),
                0,
                new Window(0, REQUESTS * MS, new long[0]))
            .on(4, 4)
            .classes(new RequestClass("request", 1, List.of(step)))
            .scenario(1);
    ServerSettings server =
        new ServerSettings(
            workers,
            queue,
            ServerSettings.WhenFull.REJECT,
            new Distribution.Constant(0),
            ServerSettings.Accept.NETWORK);
    return new Scenario(
        scenario.machine(),
        scenario.runtime(),
        scenario.process(),
        scenario.arrivals(),
        clients,
        server,
        scenario.classes(),
        scenario.resources(),
        scenario.costs(),
        scenario.window(),
        1);
  }

  private static Observation holdsLittle(Scenario scenario) {
    long[] heldBytes = new long[2];
    int[] ended = new int[1];
    Observation seen =
        Simulation.run(
            scenario,
            0,
            (index, classIndex, arrivalNs, startNs, endNs, outcome) -> {
              ended[0]++;
              if (ended[0] == REQUESTS / 10) {
                heldBytes[0] = held();
              } else if (ended[0] == REQUESTS - 1_000) {
                heldBytes[1] = held();
              }
            },
            null);
    assertThat(seen.counts().retried()).isGreaterThan(REQUESTS * 8L);
    assertThat(heldBytes[1]).isPositive();
    assertThat(heldBytes[1] - heldBytes[0]).as("bytes kept").isLessThan(ALLOWED_BYTES);
    return seen;
  }

  /** Bytes on the heap that somebody holds. */
  private static long held() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
