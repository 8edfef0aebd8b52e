package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Experiment;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.experiments.file.StepIds;
import headroom.model.workload.Arrivals;
import headroom.model.workload.TraceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnRequestsTest {
  private static final String SERVICE =
      TestExperiments.service(
              "cpu: exponential(1ms)",
              "repeat: {times: 2, steps: [{io: uniform(1ms 3ms)}]}",
              "spawn: {count: 3, steps: [{repeat: {times: 2, steps: [{id: q, sleep: 4ms}]}}]}",
              "alloc: {size: uniform(1KiB 3KiB), objects: 4}")
          + "run: {duration: 50s, warmup: 1s}\n";

  private static DrawnRequests.Drawn drawn(String text) throws InvalidExperimentException {
    Experiment named = named(text);
    return DrawnRequests.of(named.scenario(), named.scenario().arrivals());
  }

  private static Experiment named(String text) throws InvalidExperimentException {
    ExperimentSource source = TestExperiments.source(text);
    return ExperimentReader.readBase(source, StepIds.of(source, List.of()));
  }

  @Test
  void everyExecutionOfEveryStepHasItsColumn() throws InvalidExperimentException {
    TraceTable table = drawn(SERVICE).table();
    assertThat(table.columns())
        .containsExactly(
            "cpu1", "io1.1", "io1.2", "q.1", "q.2", "q.3", "q.4", "q.5", "q.6", "alloc1");
    assertThat(table.size()).isCloseTo(5100, within(300)); // 51 s of 100/s, four deviations
    assertThat(mean(table, 0)).isCloseTo(1e6, within(6e4));
    assertThat(mean(table, 1)).isCloseTo(2e6, within(4e4));
    assertThat(table.demands()[1]).isNotEqualTo(table.demands()[2]);
    assertThat(table.demands()[3]).containsOnly(4_000_000);
    assertThat(mean(table, 9)).isCloseTo(2048, within(40.0));
  }

  private static double mean(TraceTable table, int column) {
    return Arrays.stream(table.demands()[column]).average().orElseThrow();
  }

  @Test
  void theSimulatorReadsWhatIsWritten(@TempDir Path directory)
      throws InvalidExperimentException, IOException {
    DrawnRequests.Drawn drawn = drawn(SERVICE);
    Path file = directory.resolve("trace.csv");
    Files.writeString(file, TraceFile.text(drawn, named(SERVICE).scenario().classes()));
    ExperimentSource source = TestExperiments.source(SERVICE);
    List<Setting> settings = new ArrayList<>(StepIds.of(source, List.of()));
    settings.add(new Setting("arrivals", "trace(" + file + ")"));
    Experiment replay = ExperimentReader.readBase(source, settings);
    TraceTable read = ((Arrivals.Trace) replay.scenario().arrivals()).table();
    TraceTable written = drawn.table();
    assertThat(read.arrivalNs()).isEqualTo(written.arrivalNs());
    assertThat(read.columns()).isEqualTo(written.columns());
    assertThat(read.demands()).isDeepEqualTo(written.demands());
  }

  @Test
  void classesHaveTheirSharesAndTheirSteps() throws InvalidExperimentException {
    String text =
        """
        name: test
        machine: {cores: 1}
        arrivals: poisson(100/s)
        server: {workers: 4}
        requests:
          - {class: read, share: 80%, steps: [{id: a, cpu: 1ms}]}
          - {class: write, share: 20%, steps: [{id: b, cpu: 2ms}]}
        run: {duration: 50s, warmup: 1s}
        """;
    TraceTable table = drawn(text).table();
    double writes = Arrays.stream(table.classIndex()).average().orElseThrow();
    assertThat(writes).isCloseTo(0.2, within(0.025));
    for (int i = 0; i < table.size(); i++) {
      boolean write = table.classIndex()[i] == 1;
      assertThat(table.demands()[0][i]).isEqualTo(write ? TraceTable.NONE : 1_000_000);
      assertThat(table.demands()[1][i]).isEqualTo(write ? 2_000_000 : TraceTable.NONE);
    }
  }
}
