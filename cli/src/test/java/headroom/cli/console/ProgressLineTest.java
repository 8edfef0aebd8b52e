package headroom.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.run.RunProgress.State;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void aSweepSaysWhichPointOfHowMany() {
    assertThat(ProgressLine.words(new State(0.2, 2, 12, 240, 10, 0), 0.5))
        .isEqualTo("point 3 of 12, 240 s simulated, 480 times real time");
    assertThat(ProgressLine.words(new State(1, 12, 12, 1200, 60, 0), 2))
        .isEqualTo("point 12 of 12, 20 min simulated, 600 times real time");
  }

  @Test
  void aRunHasNoPointsToCount() {
    assertThat(ProgressLine.words(new State(0.5, 0, 1, 55, 2, 0), 0.1))
        .isEqualTo("55 s simulated, 550 times real time");
  }

  /** At the start, and while a sweep goes on from points that are there. */
  @Test
  void whatHasNotBegunHasNoSpeed() {
    assertThat(ProgressLine.words(new State(0, 4, 12, 0, 0, 0), 0))
        .isEqualTo("point 5 of 12, 0 ms simulated");
  }
}
