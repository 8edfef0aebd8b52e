package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import org.junit.jupiter.api.Test;

/** Pages have 4 KiB; spans are 1.03 times their objects. */
class ResidentMemoryTest {
  private static final CostProfile COSTS = CostProfile.ideal();

  private final ResidentMemory memory = new ResidentMemory(COSTS, Long.MAX_VALUE);

  /** 1 MB of objects: 1.03 MB of spans, 251.5 pages. */
  @Test
  void growthPaysForPagesThatTheHeapNeverHad() {
    assertThat(memory.grow(1_000_000)).isEqualTo(252);
    assertThat(memory.heapBytes()).isEqualTo(252 * 4096);
    assertThat(memory.grow(500_000)).isZero();
    assertThat(memory.grow(1_000_000)).isZero();
    assertThat(memory.heapBytes()).isEqualTo(252 * 4096);
    // 1,060,900 B of spans are 28,708 more: 7.01 pages
    assertThat(memory.grow(1_030_000)).isEqualTo(8);
  }

  /** 4.9 MB and stacks, 160 B for each 8 KiB of the largest heap, and 3.5 MB of program. */
  @Test
  void theProcessIsMoreThanItsHeap() {
    memory.grow(1_000_000);
    memory.stacks(10_000);
    long metadata = Math.round(252 * 4096 * 160.0 / 8192);
    assertThat(memory.overheadBytes()).isEqualTo(4_900_000 + 10_000 + metadata);
    assertThat(memory.mappedBytes()).isEqualTo(252 * 4096 + 4_910_000 + metadata);
    assertThat(memory.rssBytes()).isEqualTo(memory.mappedBytes() + 3_500_000);
  }

  /** From 1,032,192 B down to 500,000; 300,000 B of objects hold 309,000. */
  @Test
  void theScavengerGivesBackWhatIsBeyondItsGoal() {
    memory.grow(1_000_000);
    assertThat(memory.scavengeableBytes(300_000)).isZero();
    memory.retain(500_000, Long.MAX_VALUE);
    assertThat(memory.scavengeableBytes(300_000)).isEqualTo(532_192);
    assertThat(memory.scavenge(100_000, 300_000)).isEqualTo(100_000);
    assertThat(memory.heapBytes()).isEqualTo(932_192);
    assertThat(memory.releasedBytes()).isEqualTo(100_000);
    assertThat(memory.scavenge(1_000_000, 300_000)).isEqualTo(432_192);
    assertThat(memory.heapBytes()).isEqualTo(500_000);
    // what has been given back is faulted in again: 118,000 B are 28.8 pages
    assertThat(memory.grow(600_000)).isEqualTo(29);
  }

  @Test
  void spansInUseAreNotGivenBack() {
    memory.grow(1_000_000);
    memory.retain(500_000, Long.MAX_VALUE);
    assertThat(memory.scavengeableBytes(900_000)).isEqualTo(1_032_192 - 927_000);
  }

  @Test
  void theLargestSinceTheLastCall() {
    memory.grow(1_000_000);
    long largest = memory.rssBytes();
    memory.retain(500_000, Long.MAX_VALUE);
    memory.scavenge(1_000_000, 0);
    assertThat(memory.rssBytes()).isLessThan(largest);
    assertThat(memory.takeLargestRssBytes()).isEqualTo(largest);
    assertThat(memory.takeLargestRssBytes()).isEqualTo(memory.rssBytes());
  }

  /**
   * With 200,000 B more of stacks 6,152,352 B are mapped, 652,352 over the limit; half of the
   * objects are gone: 1,032,192 - 515,000 B are in no span and are given back, at 1 ns a byte.
   */
  @Test
  void whatIsOverTheLimitAndInNoSpanIsGivenBackAtOnce() {
    ResidentMemory limited =
        new ResidentMemory(COSTS.with(Cost.GC_SCAVENGE_PAGE, 4_096), 5_500_000);
    limited.grow(1_000_000);
    assertThat(limited.releaseOverLimit(1_000_000)).isEqualTo(1_032_192 - 1_030_000);
    limited.stacks(200_000);
    assertThat(limited.releaseOverLimit(500_000)).isEqualTo(1_030_000 - 515_000);
    assertThat(limited.heapBytes()).isEqualTo(515_000);
    assertThat(limited.releaseOverLimit(500_000)).isZero();
  }

  /** 10,000 B over the limit are all that has to go. */
  @Test
  void belowTheLimitMemoryIsKept() {
    memory.grow(1_000_000);
    long mapped = memory.mappedBytes();
    ResidentMemory limited = new ResidentMemory(COSTS, mapped - 10_000);
    limited.grow(1_000_000);
    limited.releaseOverLimit(100_000);
    assertThat(limited.heapBytes()).isEqualTo(1_032_192 - 10_000);
    assertThat(memory.releaseOverLimit(100_000)).isZero();
  }

  /** 5,600,000 B of all that is mapped, 4,920,160 of which are no heap. */
  @Test
  void theScavengerAlsoGoesByAllThatIsMapped() {
    memory.grow(1_000_000);
    memory.retain(Long.MAX_VALUE, 5_600_000);
    memory.scavenge(1_000_000, 300_000);
    assertThat(memory.mappedBytes()).isEqualTo(5_600_000);
    memory.retain(500_000, 5_600_000);
    memory.scavenge(1_000_000, 300_000);
    assertThat(memory.heapBytes()).isEqualTo(500_000);
  }
}
