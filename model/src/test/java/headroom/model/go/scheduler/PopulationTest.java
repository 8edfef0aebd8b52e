package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.GoroutineStatus;
import headroom.model.go.WaitReason;
import headroom.model.go.stack.StackMemory;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private final Population population = new Population(new StackMemory(CostProfile.reference()));

  @Test
  void whoWaitsIsCountedByReasonAndWhoDoesNotByStatus() {
    population.runnable(goroutine(0), 0);
    population.runs(goroutine(1), 0);
    population.runs(goroutine(2), 0);
    population.waits(goroutine(3), WaitReason.SLEEP, 0);
    Goroutine moved = goroutine(4);
    population.waits(moved, WaitReason.IO_WAIT, 0);
    assertThat(population.byWaitReason())
        .containsExactly(
            entry("runnable", 1), entry("running", 2), entry("IO wait", 1), entry("sleep", 1));
    assertThat(population.count(GoroutineStatus.WAITING)).isEqualTo(2);
    assertThat(population.count(WaitReason.IO_WAIT)).isEqualTo(1);
    population.runnable(moved, 3);
    assertThat(population.count(WaitReason.IO_WAIT)).isZero();
    assertThat(population.count(GoroutineStatus.RUNNABLE)).isEqualTo(2);
    assertThat(moved.sinceNs()).isEqualTo(3);
    assertThat(population.alive()).isEqualTo(5);
  }

  @Test
  void thePeakIsTheMostSinceItWasLastAsked() {
    Goroutine first = goroutine(0);
    population.runnable(first, 0);
    population.runnable(goroutine(1), 0);
    population.dies(first, 1);
    assertThat(first.reused).isTrue();
    assertThat(population.takePeak()).isEqualTo(2);
    assertThat(population.takePeak()).isEqualTo(1);
    assertThat(population.alive()).isEqualTo(1);
    assertThat(population.created()).isEqualTo(2);
    population.waits(first, WaitReason.SLEEP, 2);
    assertThat(population.created()).isEqualTo(3);
    assertThat(population.takePeak()).isEqualTo(2);
  }

  @Test
  void theDeadAreInNoReasonToWait() {
    Goroutine goroutine = goroutine(0);
    population.waits(goroutine, WaitReason.IO_WAIT, 0);
    assertThat(population.byWaitReason()).containsOnlyKeys("IO wait");
    population.dies(goroutine, 0);
    assertThat(population.byWaitReason()).isEmpty();
  }

  private static Goroutine goroutine(int id) {
    return new Goroutine(id, self -> Action.EXIT);
  }
}
