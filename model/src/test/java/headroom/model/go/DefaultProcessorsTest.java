package headroom.model.go;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import java.util.List;
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

  /** GOMAXPROCS of 1.26 follows 4, 1, none, 2.5 on eight cores; a number and 1.24 stay. */
  @Test
  void whoFollowsTheLimitHasAsManyAsItOnceAllows() {
    MachineSettings machine =
        new MachineSettings(8, quota(4))
            .withQuotaChanges(
                List.of(
                    new QuotaChange(10, quota(1)),
                    new QuotaChange(20, null),
                    new QuotaChange(30, quota(2.5))));
    assertThat(DefaultProcessors.most(new RuntimeSettings("1.26", 4, true), machine)).isEqualTo(8);
    assertThat(DefaultProcessors.most(new RuntimeSettings("1.26", 4, false), machine)).isEqualTo(4);
    assertThat(DefaultProcessors.most(new RuntimeSettings("1.24", 8, true), machine)).isEqualTo(8);
    assertThat(DefaultProcessors.follows(new RuntimeSettings("1.24", 8, true), machine)).isFalse();
    assertThat(machine.quotaAt(9)).isEqualTo(quota(4));
    assertThat(machine.quotaAt(10)).isEqualTo(quota(1));
    assertThat(machine.quotaAt(25)).isNull();
    assertThat(machine.usableCores(0, 40)).isEqualTo((40 + 10 + 80 + 25) / 40.0);
  }

  private static Quota quota(double cores) {
    return new Quota(cores, 100_000_000);
  }

  @Test
  void withoutALimitItIsTheNumberOfCores() {
    assertThat(DefaultProcessors.of("1.26", new MachineSettings(14))).isEqualTo(14);
    assertThat(DefaultProcessors.of("1.24", new MachineSettings(14))).isEqualTo(14);
  }
}
