package headroom.model.go;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultProcessorsTest {
  /** Q5: a limit of half a core gives two Ps, not one; 2.3 cores give three. */
  @ParameterizedTest(name = "Go {0}, {1} cores, limit {2}: {3}")
  @CsvSource({
    "1.26, 8, 0.5, 2", "1.26, 8, 1, 2", "1.26, 8, 1.5, 2", "1.26, 8, 2, 2", "1.26, 8, 2.3, 3",
    "1.26, 1, 0.5, 1", "1.26, 2, 3.7, 2", "1.25, 14, 2, 2", "1.24, 14, 2, 14", "1.24, 8, 0.5, 8"
  })
  void q5TheLimitIsRoundedUpButNotBelowTwo(String version, int cores, double limit, int expected) {
    MachineSettings machine = new MachineSettings(cores, new Quota(limit, 100_000_000));
    assertThat(DefaultProcessors.of(version, machine)).isEqualTo(expected);
  }

  @Test
  void withoutALimitItIsTheNumberOfCores() {
    assertThat(DefaultProcessors.of("1.26", new MachineSettings(14))).isEqualTo(14);
    assertThat(DefaultProcessors.of("1.24", new MachineSettings(14))).isEqualTo(14);
  }
}
