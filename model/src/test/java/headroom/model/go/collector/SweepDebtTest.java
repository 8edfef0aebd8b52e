package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand from Go 1.26 {@code runtime/mgcsweep.go}, and from what {@code gcpacertrace=1} wrote. */
class SweepDebtTest {
  private static final long MIB = 1 << 20;
  private static final long PAGE = 8192;

  /**
   * "pacer: sweep done at heap size 3MB; ... swept 509 pages at 0.00014360815344460661 pages/byte"
   * after a cycle of an 8 MiB heap that marked 3,741,704 B, and the one after it. All in the logs:
   * goal 8,696,378 less a runway of 0.02526909646244705 * 3 * 4,771,722; then goal 18,488,522 less
   * 0.045610513636066274 * 3 * 9,397,362, both below 61/64 of the way or 4 MiB.
   */
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "3741704, 8696378, 0.02526909646244705, 4771722, 509, 0.00014360815344460661",
    "8637776, 18488522, 0.045610513636066274, 9397362, 1113, 0.0001480778812489897"
  })
  void theRatioIsTheRuntimes(
      long marked, long goal, double consMark, long scanWork, long pages, double pagesPerByte) {
    long unit = (goal - marked) / 64;
    long runway = (long) (consMark * 3 * scanWork);
    long trigger = Math.min(goal - runway, Math.max(marked + 61 * unit, goal - 4 * MIB));
    SweepDebt debt = new SweepDebt();
    debt.pace(trigger, marked, pages);
    assertThat(debt.pagesPerByte()).isCloseTo(pagesPerByte, within(1e-9 * pagesPerByte));
  }

  /** 1280 pages over 11 - 1 MiB: a page for each page allocated, less what is swept already. */
  @Test
  void anAllocationOwesItsShare() {
    SweepDebt debt = new SweepDebt();
    debt.pace(31 * MIB, 20 * MIB, 1280);
    assertThat(debt.pagesOwed(20 * MIB, PAGE, 0)).isEqualTo(1);
    assertThat(debt.pagesOwed(21 * MIB, PAGE, 1)).isEqualTo(128);
    debt.swept(100);
    assertThat(debt.pagesOwed(21 * MIB, PAGE, 1)).isEqualTo(28);
    debt.swept(100);
    assertThat(debt.pagesOwed(21 * MIB, PAGE, 1)).isZero();
    debt.done();
    assertThat(debt.pagesOwed(30 * MIB, PAGE, 0)).isZero();
  }

  /** A trigger nearer than 1 MiB leaves a page's worth of allocation for all of it. */
  @Test
  void thereIsAlwaysAPageToGo() {
    SweepDebt debt = new SweepDebt();
    debt.pace(20 * MIB, 20 * MIB, 1280);
    assertThat(debt.pagesOwed(20 * MIB, PAGE, 1)).isEqualTo(1279);
  }
}
