package headroom.experiments.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.Setting;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ResultFile;
import headroom.experiments.run.PointRunner;
import headroom.experiments.run.RunProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WhatIfTest {
  private static final String SMALL =
      """
      name: small
      machine: {cores: 2}
      arrivals: poisson(200/s)
      server: {workers: 4}
      steps: [{cpu: exponential(2ms)}, {io: 10ms}]
      run: {duration: 5s, warmup: 500ms, replications: 3, seed: 1}
      """;

  /** A thousand times the requests: minutes of computing. */
  private static final String LARGE =
      SMALL
          .replace("200/s", "4000/s")
          .replace("cores: 2", "cores: 16")
          .replace("workers: 4", "workers: 200")
          .replace("duration: 5s", "duration: 250s")
          .replace("warmup: 500ms", "warmup: 20s");

  private static Experiment experiment(String text, String... settings) throws Exception {
    List<Setting> all = Stream.of(settings).map(Setting::parse).toList();
    return ExperimentReader.readBase(new ExperimentSource("w.yaml", text, Path.of("")), all);
  }

  private static PointRunner runner(int threads) {
    return PointRunner.simulator(threads, RunProgress.NONE);
  }

  private static String json(Experiment experiment) throws Exception {
    try (PointRunner runner = runner(2)) {
      return ResultFile.toJson(runner.run(new Point(Map.of(), experiment)));
    }
  }

  @Test
  void whatFitsIntoALookIsSimulatedWhole() throws Exception {
    Experiment base = experiment(SMALL);
    Experiment changed = experiment(SMALL, "server.workers=8");
    WhatIf whatIf = new WhatIf(base);
    try (PointRunner runner = runner(1)) {
      Look look = whatIf.quick(runner, changed);
      assertThat(look.whole()).isTrue();
      assertThat(ResultFile.toJson(look.base())).isEqualTo(json(base));
      assertThat(ResultFile.toJson(look.changed())).isEqualTo(json(changed));
      assertThat(look.differences()).extracting(d -> d.metric()).contains("latency_ms.p99");
    }
  }

  /** 4,000/s for 270 s are a million requests a replication, some ten million events. */
  @Test
  void ofMuchALookTakesAPartThatIsTheSameEverywhere() throws Exception {
    Experiment base = experiment(LARGE);
    PointResult once;
    try (PointRunner runner = runner(1)) {
      Look look = new WhatIf(base).quick(runner, null);
      once = look.changed();
      assertThat(look.whole()).isFalse();
      assertThat(look.base()).isSameAs(look.changed());
    }
    assertThat(once.events()).isBetween(QuickLook.EVENTS / 4, QuickLook.EVENTS);
    assertThat(once.warmupS()).isLessThanOrEqualTo(once.durationS());
    assertThat(once.replications()).isEqualTo(2);
    try (PointRunner runner = runner(3)) {
      Look again = new WhatIf(base).quick(runner, experiment(LARGE, "server.workers=150"));
      assertThat(ResultFile.toJson(again.base())).isEqualTo(ResultFile.toJson(once));
      assertThat(again.changed().offered()).isEqualTo(once.offered()); // the same requests
    }
  }

  /** Ten times the load would take ten times as long. */
  @Test
  void aChangeThatTakesMuchLongerIsLookedAtForAShorterTime() throws Exception {
    Experiment changed = experiment(LARGE, "load=10", "machine.cores=160", "server.workers=2000");
    try (PointRunner runner = runner(2)) {
      WhatIf whatIf = new WhatIf(experiment(LARGE));
      Look base = whatIf.quick(runner, null);
      Look look = whatIf.quick(runner, changed);
      assertThat(look.changed().events()).isLessThan(2 * QuickLook.EVENTS);
      assertThat(look.changed().durationS()).isLessThan(base.changed().durationS() / 4);
      assertThat(look.base().durationS()).isEqualTo(look.changed().durationS());
    }
  }

  /** A part of a plan would leave out what is planned for later. */
  @Test
  void aPlanIsSimulatedToItsEnd() throws Exception {
    String phases =
        LARGE.replace(
            "arrivals: poisson(4000/s)",
            "arrivals: [{for: 100s, arrivals: poisson(500/s)}, {for: 150s, arrivals: poisson(1000/s)}]");
    try (PointRunner runner = runner(2)) {
      Look look = new WhatIf(experiment(phases)).quick(runner, null);
      assertThat(look.changed().durationS()).isEqualTo(250);
      assertThat(look.changed().replications()).isEqualTo(1);
      assertThat(look.whole()).isFalse();
    }
  }

  @Test
  void anInterruptedLookLeavesTheNextOneWhole() throws Exception {
    Experiment base = experiment(SMALL);
    WhatIf whatIf = new WhatIf(base);
    try (PointRunner runner = runner(2)) {
      Thread.currentThread().interrupt();
      assertThat(catchInterruption(() -> whatIf.whole(runner, null))).isTrue();
      assertThat(ResultFile.toJson(whatIf.whole(runner, null).changed())).isEqualTo(json(base));
    }
  }

  private interface Call {
    Object call() throws InterruptedException;
  }

  private static boolean catchInterruption(Call call) {
    try {
      call.call();
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
