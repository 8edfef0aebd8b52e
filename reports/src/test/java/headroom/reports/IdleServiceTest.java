package headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Result;
import headroom.experiments.run.Replicator;
import headroom.model.kernel.MachineSettings;
import headroom.reports.words.Headlines;
import org.junit.jupiter.api.Test;

/** In an idle service the wait for a worker is no want of workers. */
class IdleServiceTest {
  private static final String WORKERS = "Most waited for is server workers";

  /** It takes a while to be noticed and to wake up, which more workers do not shorten. */
  @Test
  void anIdleServiceWaitsForNoWorker() {
    assertThat(headlines(50, 8, 0.02)).doesNotContain(WORKERS).contains("ready to run");
  }

  /** 64 workers of which 1.6 compute on 2 cores. */
  @Test
  void freeWorkersWaitForTheCpu() {
    assertThat(headlines(320, 64, 5)).doesNotContain(WORKERS).contains("ready to run");
  }

  @Test
  void aBusyWorkerIsWaitedFor() {
    assertThat(headlines(150, 1, 5)).contains(WORKERS);
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
