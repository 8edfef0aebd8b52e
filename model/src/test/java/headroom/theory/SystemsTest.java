package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.testing.ReferenceCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every case of {@link SystemCases}, by the reference's protocol. */
class SystemsTest {
  private static final long SEED = 20_260_201;

  /** Requests of a case at most in the whole run; see {@link StudyPlan}. */
  private static final double MOST = 5e6;

  /** Cases that need no more requests than this run in every build, and with so many. */
  private static final double CHEAP = 1.5e5;

  /** No tandem is cheap; this one is the cheapest. */
  private static final String A_TANDEM = "tandem_2x15.0_4x30.0_lam100";

  /** Requests with more branches than that cost as much as many requests. */
  private static final int BRANCHES = 10;

  @Test
  void casesThatNeedFewRequestsAgreeWithTheory() {
    StudyPlan plan = new StudyPlan(SystemCases::study, CHEAP, MOST, SEED, 2);
    TheoryTable table = new TheoryTable();
    for (String family : SystemCases.FAMILIES) {
      for (ReferenceCase reference : SystemCases.family(family)) {
        if (isCheap(plan, reference) || reference.id().equals(A_TANDEM)) {
          table.add(plan.judge(reference));
        }
      }
    }
    assertThat(table.families()).as("families with a cheap case").isEqualTo(SystemCases.FAMILIES);
    assertThat(table.counted()).isGreaterThan(250);
    assertThat(plan.repeated()).as("cases repeated").hasSizeLessThanOrEqualTo(5);
    assertThat(table.wrong()).as(table.markdown()).isEmpty();
    assertThat(table.aboveThree()).as(table.markdown()).isLessThanOrEqualTo(table.counted() / 300);
  }

  private static boolean isCheap(StudyPlan plan, ReferenceCase reference) {
    boolean wide = reference.has("branches") && reference.number("branches") > BRANCHES;
    return plan.requests(reference) <= CHEAP && !wide;
  }

  @Test
  @Tag("long")
  void allCasesAgreeWithTheory() throws IOException {
    StudyPlan plan = new StudyPlan(SystemCases::study, StudyPlan.FEWEST, MOST, SEED, 2);
    TheoryTable table = new TheoryTable();
    for (String family : SystemCases.FAMILIES) {
      for (ReferenceCase reference : SystemCases.family(family)) {
        table.add(plan.judge(reference));
      }
      Files.writeString(Path.of("target", "systems.md"), table.markdown());
    }
    String repeated = "\nRepeated with new replications: " + plan.repeated() + "\n";
    Files.writeString(Path.of("target", "systems.md"), table.markdown() + repeated);
    System.out.print(table.markdown() + repeated);
    assertThat(plan.repeated()).as("cases repeated").hasSizeLessThanOrEqualTo(8);
    assertThat(table.wrong()).as(table.markdown()).isEmpty();
    assertThat(table.aboveThree()).as(table.markdown()).isLessThanOrEqualTo(table.counted() / 300);
    for (String family : SystemCases.FAMILIES) {
      // values of a case are correlated, and a family has as few as eight cases
      assertThat(table.rootMeanSquare(family)).as(family).isBetween(0.6, 1.4);
    }
    List<Verdict> all = table.all();
    assertThat(TheoryTable.rootMeanSquare(all)).as("all").isBetween(0.8, 1.3);
  }
}
