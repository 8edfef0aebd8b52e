package headroom.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.run.RunProgress.State;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void aSweepSaysWhichPointOfHowMany() {
    assertThat(ProgressLine.words(new State(0.2, 2, 12, 240, 10, 0)))
        .isEqualTo("point 3 of 12, 240 s simulated");
    assertThat(ProgressLine.words(new State(1, 12, 12, 1200, 60, 0)))
        .isEqualTo("point 12 of 12, 20 min simulated");
  }

  @Test
  void aRunHasNoPointsToCount() {
    assertThat(ProgressLine.words(new State(0.5, 0, 1, 55, 2, 0))).isEqualTo("55 s simulated");
  }
}
