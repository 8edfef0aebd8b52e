package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random experiments obey all laws and repeat themselves. */
class RandomExperimentsTest {
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void allLawsHold(long seed) {
    Laws.holdFor(AuditedRun.of(RandomExperiment.from(seed)));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void theSameSeedShowsTheSameAlsoAfterOtherReplications(long seed) {
    Scenario scenario = RandomExperiment.from(seed);
    String first = Fingerprint.of(AuditedRun.of(scenario));
    AuditedRun.of(scenario, 1);
    AuditedRun.of(RandomExperiment.from(seed + 1));
    assertThat(Fingerprint.of(AuditedRun.of(RandomExperiment.from(seed)))).isEqualTo(first);
  }
}
