package headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Result;
import headroom.experiments.run.Replicator;
import headroom.model.kernel.MachineSettings;
import headroom.reports.words.Headlines;
import org.junit.jupiter.api.Test;

/** In an idle service the wait for a worker is no want of workers. */
class IdleServiceTest {
  private static final String WOKEN = "until a request is noticed and a sleeping thread runs";

  @Test
  void theWaitOfAnIdleServiceIsItsWakingUp() {
    assertThat(headlines(50, 8, 0.02))
        .contains("Most waited for is server workers")
        .contains(WOKEN);
  }

  @Test
  void theWaitForABusyWorkerIsNot() {
    assertThat(headlines(150, 1, 5))
        .contains("Most waited for is server workers")
        .doesNotContain(WOKEN);
  }

  private static String headlines(double perSecond, int workers, double cpuMs) {
    Result result =
        OnePoint.run(
            OnePoint.scenario(
                new MachineSettings(2), perSecond, workers, cpuMs, OnePoint.window(20, 20)),
            Replicator.simulator());
    return String.join("\n", Headlines.of(result));
  }
}
