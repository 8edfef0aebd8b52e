package headroom.model.go.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.GoroutineState;
import headroom.model.go.stack.StackMemory;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private final Population population = new Population(new StackMemory(CostProfile.reference()));

  /** One in each state; those that run, want to, lack a core or are in a call do not wait. */
  @Test
  void whoNeitherRunsNorWantsToWaits() {
    int states = 0;
    int working = 0;
    for (GoroutineState state : GoroutineState.values()) {
      if (state != GoroutineState.DEAD) {
        population.move(goroutine(states++), state, 0);
        boolean works =
            switch (state) {
              case RUNNABLE, RUNNING, DESCHEDULED, THROTTLED, SYSCALL -> true;
              default -> false;
            };
        working += works ? 1 : 0;
        assertThat(population.count(state)).isEqualTo(1);
      }
    }
    assertThat(working).isEqualTo(5);
    assertThat(population.alive()).isEqualTo(states);
    assertThat(population.waiting()).isEqualTo(states - 5);
    assertThat(population.byWaitReason().values().stream().mapToInt(n -> n).sum())
        .isEqualTo(states);
  }

  @Test
  void thePeakIsTheMostSinceItWasLastAsked() {
    Goroutine first = goroutine(0);
    Goroutine second = goroutine(1);
    population.move(first, GoroutineState.RUNNABLE, 0);
    population.move(second, GoroutineState.RUNNABLE, 0);
    population.move(first, GoroutineState.DEAD, 1);
    assertThat(population.takePeak()).isEqualTo(2);
    assertThat(population.takePeak()).isEqualTo(1);
    assertThat(population.alive()).isEqualTo(1);
    assertThat(population.created()).isEqualTo(2);
    population.move(first, GoroutineState.SLEEP, 2);
    assertThat(population.created()).isEqualTo(3);
    assertThat(population.takePeak()).isEqualTo(2);
    assertThat(first.stateSinceNs()).isEqualTo(2);
  }

  @Test
  void theDeadAreInNoReasonToWait() {
    Goroutine goroutine = goroutine(0);
    population.move(goroutine, GoroutineState.IO_WAIT, 0);
    assertThat(population.byWaitReason()).containsOnlyKeys("IO wait");
    population.move(goroutine, GoroutineState.DEAD, 0);
    assertThat(population.byWaitReason()).isEmpty();
  }

  private static Goroutine goroutine(int id) {
    return new Goroutine(id, self -> Action.EXIT);
  }
}
