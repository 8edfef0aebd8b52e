package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.ReferenceCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every case of the queueing reference that a service with one pool of workers can express, by the
 * reference's protocol.
 *
 * <p>Where the others are: {@code 06}, {@code 07}, {@code 09}, {@code 10}, {@code 12}, {@code 15}
 * and {@code 19} (clients, several stations, branches, time limits) in {@link SystemsTest}, the
 * feedback cases of {@code 09} in {@link FeedbackTest}, {@code 11} in {@link PausesTest}, {@code
 * 16} in {@link QuotaTest}, {@code 17} in {@link TransientTest}, {@code 18} in {@code
 * headroom.traces} and {@code 20} in {@link IdentitiesTest}.
 */
class TheoryTest {
  /** Families whose cases are one station with a queue. */
  static final List<String> FAMILIES =
      List.of(
          "01-mmc",
          "02-mdc",
          "03-mg1-fcfs",
          "04-processor-sharing",
          "05-mmck-loss",
          "08-gi-g-1",
          "13-batch-arrivals",
          "14-mmpp");

  private static final long SEED = 20_260_101;

  /**
   * For the one family that may be looked at again if its deviations are too large or too small as
   * a whole: the values of a case are correlated, so a small family's root mean square scatters.
   */
  private static final long OTHER_SEED = 20_261_101;

  /** Requests of a case at most in the whole run; see {@link StudyPlan}. */
  private static final double MOST = 2e7;

  // Repetition is a second look, not a way out: at most a tenth of the cases may need it.

  /** Cases that need no more requests than this run in every build. */
  private static final double CHEAP = 4.5e5;

  @Test
  void casesThatNeedFewRequestsAgreeWithTheory() {
    StudyPlan plan = new StudyPlan(MOST, SEED, 2);
    TheoryTable table = new TheoryTable();
    for (String family : FAMILIES) {
      for (ReferenceCase reference : ReferenceCase.family(family)) {
        if (plan.requests(reference) <= CHEAP) {
          table.add(plan.judge(reference));
        }
      }
    }
    assertThat(table.families()).as("families with a cheap case").hasSizeGreaterThanOrEqualTo(5);
    assertThat(table.counted()).isGreaterThan(500);
    assertThat(plan.repeated()).as("cases repeated").hasSizeLessThanOrEqualTo(7);
    assertThat(table.wrong()).as(table.markdown()).isEmpty();
    assertThat(table.aboveThree()).as(table.markdown()).isLessThanOrEqualTo(table.counted() / 300);
  }

  @Test
  @Tag("long")
  void allCasesAgreeWithTheory() throws IOException {
    StudyPlan plan = new StudyPlan(MOST, SEED, 2);
    StudyPlan again = new StudyPlan(MOST, OTHER_SEED, 2);
    List<String> familiesRepeated = new ArrayList<>();
    TheoryTable table = new TheoryTable();
    for (String family : FAMILIES) {
      List<Verdict> verdicts = judge(plan, family);
      if (!isPlausible(TheoryTable.rootMeanSquare(verdicts))) {
        familiesRepeated.add(family);
        verdicts = judge(again, family);
      }
      table.add(verdicts);
      Files.writeString(Path.of("target", "theory.md"), table.markdown());
    }
    String repeated =
        "\nRepeated with new replications: " + plan.repeated() + " " + familiesRepeated + "\n";
    Files.writeString(Path.of("target", "theory.md"), table.markdown() + repeated);
    System.out.print(table.markdown() + repeated);
    assertThat(plan.repeated()).as("cases repeated").hasSizeLessThanOrEqualTo(20);
    assertThat(familiesRepeated).as("families repeated").hasSizeLessThanOrEqualTo(1);
    assertThat(table.wrong()).as(table.markdown()).isEmpty();
    for (String family : FAMILIES) {
      assertThat(isPlausible(table.rootMeanSquare(family))).as(family).isTrue();
    }
    assertThat(table.aboveThree()).as(table.markdown()).isLessThanOrEqualTo(table.counted() / 300);
  }

  private static List<Verdict> judge(StudyPlan plan, String family) {
    return ReferenceCase.family(family).stream().flatMap(c -> plan.judge(c).stream()).toList();
  }

  /** Whether the deviations of a family are as large as they should be, neither more nor less. */
  private static boolean isPlausible(double rootMeanSquare) {
    return rootMeanSquare >= 0.8 && rootMeanSquare <= 1.3;
  }
}
