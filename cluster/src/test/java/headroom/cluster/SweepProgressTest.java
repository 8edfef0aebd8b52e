package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.Point;
import headroom.experiments.run.RunProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepProgressTest {
  private final List<RunProgress.State> states = new ArrayList<>();
  private final SweepProgress progress = new SweepProgress(states::add);
  private final Point shorter = Points.of(10, 10);
  private final Point longer = Points.of(10, 30);

  @Test
  void pointsAreWeighedByWhatTheySimulate() {
    progress.announce(List.of(shorter, longer), 2);
    SweepProgress.Work first = progress.begin(shorter);
    SweepProgress.Work second = progress.begin(longer);
    first.advanced(new Advance(0.5, 5, 0, 0));
    assertThat(last()).isEqualTo(new RunProgress.State(0.125, 2, 4, 5, 0, 0));
    second.advanced(new Advance(0.5, 15, 1, 100));
    assertThat(last()).isEqualTo(new RunProgress.State(0.5, 2, 4, 20, 1, 100));
    first.done(new Advance(1, 10, 1, 70));
    assertThat(last().share()).isCloseTo(0.625, within(1e-12));
    assertThat(last().pointsDone()).isEqualTo(3);
    second.done(new Advance(1, 30, 2, 200));
    assertThat(last()).isEqualTo(new RunProgress.State(1, 4, 4, 40, 3, 270));
  }

  @Test
  void aPointThatIsRunAgainDoesNotGoBack() {
    progress.announce(List.of(shorter, longer), 0);
    SweepProgress.Work work = progress.begin(shorter);
    work.advanced(new Advance(0.8, 8, 1, 50));
    work.advanced(new Advance(0.1, 1, 0, 0));
    assertThat(last()).isEqualTo(new RunProgress.State(0.2, 0, 2, 8, 1, 50));
    assertThat(states).extracting(RunProgress.State::share).isSorted();
  }

  @Test
  void aPointThatWasNotAnnouncedIsWhenItBegins() {
    progress.begin(shorter).done(new Advance(1, 10, 1, 70));
    assertThat(last()).isEqualTo(new RunProgress.State(1, 1, 1, 10, 1, 70));
    progress.begin(longer);
    assertThat(last().points()).isEqualTo(2);
  }

  private RunProgress.State last() {
    return states.get(states.size() - 1);
  }
}
