package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Setting;
import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  private static final String PRINTED =
      """
      {"go": "go1.26.8", "kernel": "6.18.5", "cores": 2, "other_cores": 0.01, "steal_share": 0,
       "constants": [
        {"key": "os.wake", "value": 58765.4, "least": 57000, "most": 62000, "unit": "ns",
         "how": "time.Sleep(1ms) ends late"},
        {"key": "go.switch", "value": 184.6, "least": 180, "most": 190, "unit": "ns", "how": "a channel"},
        {"key": "os.wakeMin", "value": 20000, "least": 8000, "most": 31000, "unit": "ns", "how": "gaps"},
        {"key": "os.tick", "value": 4000000, "least": 4e6, "most": 4.1e6, "unit": "ns", "how": "in turn"},
        {"key": "cpu.stretch", "value": 1.00812, "least": 1.004, "most": 1.02, "unit": "1", "how": "a loop"}]}
      """;

  @Test
  void theProfileSaysWhatWasMeasured() throws MeasurementException {
    assertThat(ProfileText.of(Calibration.parse(PRINTED), "linux", "0.1.0"))
        .isEqualTo(
            """
            # Costs of one machine, measured by headroom 0.1.0 with go1.26.8 on Linux 6.18.5 with 2 cores.
            # To use them: --profile FILE, or profile: FILE in an experiment. What is not here is as in the base.
            base: linux
            os.wake: 58.77us  # 57us to 62us; time.Sleep(1ms) ends late
            go.switch: 184.6ns  # 180ns to 190ns; a channel
            # as in the base, since repeats differ: os.wakeMin: 20us  # 8us to 31us; gaps
            os.tick: 4ms  # 4ms to 4.1ms; in turn
            cpu.stretch: 1.008  # 1.004 to 1.02; a loop
            """);
  }

  @Test
  void theSimulatorReadsTheProfile(@TempDir Path directory)
      throws IOException, InvalidExperimentException {
    Path file = directory.resolve("machine.yaml");
    Files.writeString(file, ProfileText.of(Calibration.parse(PRINTED), "reference", "0.1.0"));
    ExperimentSource source = TestExperiments.source(TestExperiments.service("cpu: 1ms"));
    CostProfile costs =
        ExperimentReader.readBase(source, List.of(new Setting("profile", file.toString())))
            .scenario()
            .costs();
    assertThat(costs.ns(Cost.OS_WAKE)).isEqualTo(58_770);
    assertThat(costs.value(Cost.GO_SWITCH)).isEqualTo(184.6);
    assertThat(costs.ns(Cost.OS_WAKE_MIN)).isEqualTo(30_000);
    assertThat(costs.value(Cost.OS_WAKE_PACKS))
        .isEqualTo(CostProfile.reference().value(Cost.OS_WAKE_PACKS));
  }

  @Test
  void whatIsNoCalibrationIsRefusedInWords() {
    assertThatThrownBy(() -> Calibration.parse("panic"))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("the measuring program printed something else");
  }
}
