package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UtilisationTest {
  private static final long PERIOD = 1 << 20;
  private final Utilisation utilisation = new Utilisation();

  @Test
  void halfOfItIsGoneAfter32Periods() {
    utilisation.change(1, 0);
    assertThat(utilisation.at(32 * PERIOD)).isEqualTo(0.5);
    utilisation.change(0, 32 * PERIOD);
    assertThat(utilisation.at(64 * PERIOD)).isEqualTo(0.25);
    assertThat(utilisation.at(10_000 * PERIOD)).isZero();
  }

  @Test
  void withinAPeriodItIsLinear() {
    utilisation.change(1, 0);
    double before = utilisation.at(8 * PERIOD);
    double after = utilisation.at(9 * PERIOD);
    assertThat(utilisation.at(8 * PERIOD + PERIOD / 4))
        .isEqualTo(before + (after - before) / 4, within(1e-12));
  }

  /** Half of the time in turns of a period, from long ago: the average swings around a half. */
  @Test
  void turnsAverageOut() {
    for (int i = 0; i < 2_000; i++) {
      utilisation.change(i % 2 == 0 ? 1 : 0, i * PERIOD);
    }
    assertThat(utilisation.at(2_000 * PERIOD)).isEqualTo(0.5, within(0.01));
  }
}
