package headroom.model.go.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.ProcessExitException;
import org.junit.jupiter.api.Test;

class StackMemoryTest {
  private final StackMemory stacks = new StackMemory(CostProfile.reference());

  @Test
  void aGoroutineBeginsWithTwoKibibytes() {
    Goroutine goroutine = born(0);
    assertThat(goroutine.stackBytes).isEqualTo(2048);
    assertThat(stacks.call(goroutine, 1120)).isZero(); // 2048 less the guard of 928
    assertThat(goroutine.stackBytes).isEqualTo(2048);
  }

  @Test
  void aStackDoublesUntilTheCallFits() {
    Goroutine goroutine = born(0);
    assertThat(stacks.call(goroutine, 1121)).isEqualTo(100 + 256);
    assertThat(goroutine.stackBytes).isEqualTo(4096);
    stacks.call(goroutine, 19_000);
    assertThat(goroutine.stackBytes).isEqualTo(32_768);
    assertThat(stacks.call(goroutine, 19_000)).isZero();
  }

  /**
   * Measured: 1.5, 5 and 19 KB of used stack cost 0.3-0.4, 0.9-1.0 and 4.3-4.5 us more than none.
   */
  @Test
  void growingCostsWhatWasMeasured() {
    assertThat(stacks.call(born(0), 1_500)).isBetween(300L, 400L);
    assertThat(stacks.call(born(1), 5_000)).isBetween(850L, 1_050L);
    assertThat(stacks.call(born(2), 19_000)).isBetween(3_900L, 4_700L);
  }

  @Test
  void bytesBalance() {
    Goroutine one = born(0);
    Goroutine other = born(1);
    stacks.call(one, 10_000);
    assertThat(stacks.inUseBytes()).isEqualTo(one.stackBytes + other.stackBytes);
    stacks.died(one);
    assertThat(stacks.inUseBytes()).isEqualTo(2048);
    stacks.born(one);
    assertThat(one.stackBytes).isEqualTo(2048);
    stacks.died(one);
    stacks.died(other);
    assertThat(stacks.inUseBytes()).isZero();
    assertThat(stacks.maxInUseBytes()).isEqualTo(16_384 + 2048);
  }

  /** The last doubling would be from 512 MiB to 1 GiB, beyond 10^9 bytes. */
  @Test
  void noStackIsLargerThanAGigabyte() {
    Goroutine goroutine = born(0);
    stacks.call(goroutine, 500_000_000);
    assertThat(goroutine.stackBytes).isEqualTo(512L << 20);
    assertThatThrownBy(() -> stacks.call(goroutine, 600_000_000))
        .isInstanceOf(ProcessExitException.class)
        .hasMessageContaining("stack overflow");
  }

  private Goroutine born(int id) {
    Goroutine goroutine = new Goroutine(id, self -> GoroutineBody.Action.EXIT);
    stacks.born(goroutine);
    return goroutine;
  }
}
