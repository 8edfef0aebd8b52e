package headroom.model.go.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.ProcessExitException;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Probe memory, stacks: each cycle halves. With 240 B in use 4 KiB are left, as 240 and the 800
   * that count as used are not less than a quarter of that; with 192 B 2 KiB.
   */
  @Test
  void aCollectionHalvesStacksOfWhichLittleIsUsed() {
    Goroutine some = born(0);
    Goroutine less = born(1);
    Goroutine inCall = born(2);
    Goroutine small = born(3);
    stacks.call(some, 40_000);
    stacks.call(less, 40_000);
    stacks.call(inCall, 40_000);
    List<Long> seen = new ArrayList<>();
    for (int cycle = 0; cycle < 6; cycle++) {
      seen.add(some.stackBytes);
      stacks.shrink(goroutine -> goroutine == inCall ? -1 : goroutine == some ? 240 : 192);
    }
    assertThat(seen).containsExactly(65_536L, 32_768L, 16_384L, 8192L, 4096L, 4096L);
    assertThat(less.stackBytes).isEqualTo(2048);
    assertThat(inCall.stackBytes).isEqualTo(65_536);
    assertThat(stacks.inUseBytes()).isEqualTo(4096 + 2048 + 65_536 + small.stackBytes);
  }

  /** A copy to 32 KiB and one to 4; who grows again pays again. */
  @Test
  void shrinkingCostsWhatGrowingToThatSizeDoes() {
    Goroutine large = born(0);
    Goroutine other = born(1);
    stacks.call(large, 40_000);
    stacks.call(other, 5_000);
    assertThat(stacks.shrink(goroutine -> 200)).isEqualTo(100 + 2048 + 100 + 256);
    assertThat(stacks.call(large, 40_000)).isEqualTo(100 + 4096);
    assertThat(stacks.shrink(goroutine -> goroutine == large ? 20_000 : 240)).isZero();
  }

  /** Dead ones are forgotten, and the next life of one of them begins anew. */
  @Test
  void theDeadDoNotShrink() {
    Goroutine goroutine = born(0);
    stacks.call(goroutine, 5_000);
    stacks.died(goroutine);
    assertThat(stacks.shrink(any -> 0)).isZero();
    stacks.born(goroutine);
    stacks.call(goroutine, 5_000);
    stacks.died(goroutine);
    stacks.born(goroutine);
    stacks.call(goroutine, 5_000);
    assertThat(stacks.shrink(any -> 0)).isEqualTo(100 + 256); // once, not twice
    assertThat(stacks.inUseBytes()).isEqualTo(4096);
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
