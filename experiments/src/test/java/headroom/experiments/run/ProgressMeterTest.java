package headroom.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.run.RunProgress.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressMeterTest {
  private final List<State> states = new ArrayList<>();
  private final ProgressMeter meter = new ProgressMeter(states::add);

  /** Four points of two replications of 10 ns, two at a time: an eighth each, as announced. */
  @Test
  void whatWasAnnouncedIsWalkedInEqualSteps() {
    meter.announce(4, 0, 80);
    for (int point = 0; point < 4; point++) {
      meter.plan(2, 10);
      meter.end(10, 1);
      assertThat(last().share()).isCloseTo((2 * point + 1) / 8.0, within(1e-9));
      meter.end(10, 1);
      meter.endPoint();
      assertThat(last().pointsDone()).isEqualTo(point + 1);
    }
    assertThat(states).extracting(State::points).containsOnly(4);
    assertThat(last().share()).isEqualTo(1);
  }

  @Test
  void pointsThatAreKnownCount() {
    meter.announce(2, 3, 20);
    assertThat(last().pointsDone()).isEqualTo(3);
    assertThat(last().points()).isEqualTo(5);
  }

  /**
   * More work than was announced, and less, in any order: never backwards, and at the end whole.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theShareNeverFalls(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int points = random.nextInt(1, 6);
    meter.announce(points, 0, random.nextLong(1, 1000));
    for (int point = 0; point < points; point++) {
      for (int batch = 0; batch <= random.nextInt(4); batch++) {
        int replications = random.nextInt(1, 6);
        long runNs = random.nextLong(1, 500);
        meter.plan(replications, runNs);
        for (int i = 0; i < replications; i++) {
          long part = random.nextLong(runNs + 1);
          meter.advance(part);
          meter.end(runNs - part, 1);
        }
      }
      meter.endPoint();
    }
    double before = 0;
    for (State state : states) {
      assertThat(state.share()).isBetween(before, 1.0);
      before = state.share();
    }
    assertThat(before).isEqualTo(1);
    assertThat(last().pointsDone()).isEqualTo(points);
  }

  private State last() {
    return states.get(states.size() - 1);
  }
}
