package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By hand from Go 1.26 {@code runtime/mgcscavenge.go:gcPaceScavenger}. */
class ScavengeGoalsTest {
  private static final long MIB = 1 << 20;

  /** In use 80 MiB, the goal grows from 100 to 125 MiB: 80 * 1.25 * 1.1 = 110 of 150 stay. */
  @Test
  void aTenthMoreThanExpectedIsKept() {
    ScavengeGoals goals =
        ScavengeGoals.of(
            PacerSettings.NO_LIMIT, 125 * MIB, 100 * MIB, 80 * MIB, 150 * MIB, 160 * MIB);
    assertThat(goals.retainedBytes()).isEqualTo(110 * MIB);
    assertThat(goals.mappedReadyBytes()).isEqualTo(ScavengeGoals.NONE);
  }

  /** G15: after a load drop the goal halves: 80 * 0.5 * 1.1 = 44 MiB stay. */
  @Test
  void aLowerGoalGivesMemoryBack() {
    assertThat(retained(50 * MIB, 100 * MIB, 150 * MIB)).isEqualTo(44 * MIB);
    assertThat(retained(50 * MIB, 100 * MIB, 44 * MIB + 4095)).isEqualTo(ScavengeGoals.NONE);
    assertThat(retained(50 * MIB, 100 * MIB, 44 * MIB + 4096)).isEqualTo(44 * MIB);
  }

  @Test
  void beforeTheFirstCycleNothingIsGivenBack() {
    assertThat(retained(4 * MIB, 0, 150 * MIB)).isEqualTo(ScavengeGoals.NONE);
  }

  /** The goal is in whole pages of 4 KiB, rounded up: 88,001 B are 21.5. */
  @Test
  void goalsAreWholePages() {
    ScavengeGoals goals =
        ScavengeGoals.of(PacerSettings.NO_LIMIT, 10, 10, 80_001, 150 * MIB, 160 * MIB);
    assertThat(goals.retainedBytes()).isEqualTo(22 * 4096);
  }

  /** Beyond 95 % of a limit of 100 MiB. */
  @Test
  void theLimitHasItsOwnGoal() {
    assertThat(byLimit(95 * MIB)).isEqualTo(ScavengeGoals.NONE);
    assertThat(byLimit(95 * MIB + 1)).isEqualTo(95 * MIB);
  }

  private static long retained(long goal, long lastGoal, long retained) {
    return ScavengeGoals.of(
            PacerSettings.NO_LIMIT, goal, lastGoal, 80 * MIB, retained, retained + 10 * MIB)
        .retainedBytes();
  }

  private static long byLimit(long mappedReady) {
    return ScavengeGoals.of(100 * MIB, 90 * MIB, 90 * MIB, 80 * MIB, 85 * MIB, mappedReady)
        .mappedReadyBytes();
  }
}
