package headroom.experiments.notes;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.model.Scenario;
import headroom.model.Simulation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What a request takes while it waits, measured in the heap. */
class WaitingMemoryTest {
  /** Per second; hardly any is served within the runs. */
  private static final int RATE = 100_000;

  /** Just beyond 2^17 and 2^18, where arrays that double hold the most that is not used. */
  private static final double FEW_S = 1.4;

  private static final double MANY_S = 2.8;

  /** An overload of 10 x capacity, or of any other height, queues at this price. */
  @Test
  void aRequestInTheQueueTakesWhatIsStated() throws Exception {
    assertThat(bytesPerRequest("{workers: 4}", "io: 100s"))
        .isBetween(0.7 * WaitingMemory.QUEUED_BYTES, (double) WaitingMemory.QUEUED_BYTES);
  }

  @Test
  void aRequestWithAGoroutineOfItsOwnTakesWhatIsStated() throws Exception {
    assertThat(bytesPerRequest("{workers: unbounded}", "sleep: 100s"))
        .isBetween(0.7 * WaitingMemory.GOROUTINE_BYTES, (double) WaitingMemory.GOROUTINE_BYTES);
  }

  private static double bytesPerRequest(String server, String step) throws Exception {
    heapBytes(server, step, FEW_S); // classes and tables that all runs share
    double more = heapBytes(server, step, MANY_S) - heapBytes(server, step, FEW_S);
    return more / ((MANY_S - FEW_S) * RATE);
  }

  /** The heap in use at the end of a window of {@code durationS}. */
  private static long heapBytes(String server, String step, double durationS) throws Exception {
    String text =
        """
        name: heap
        machine: {cores: 4}
        arrivals: constant(%d/s)
        server: %s
        steps: [{%s}]
        run: {duration: %.0fms, warmup: 0s}
        """
            .formatted(RATE, server, step, durationS * 1e3);
    ExperimentSource source = new ExperimentSource("heap.yaml", text, Path.of(""));
    Scenario scenario = ExperimentReader.read(source, List.of()).base().scenario();
    long[] used = new long[1];
    try {
      Simulation.run(
          scenario,
          0,
          null,
          (nowNs, endNs) -> {
            if (nowNs >= endNs) {
              System.gc();
              used[0] = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
              throw new CancellationException("seen enough");
            }
          });
    } catch (CancellationException e) {
      assertThat(used[0]).isPositive();
      return used[0];
    }
    throw new IllegalStateException("no report at the end of the window");
  }
}
