package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A span of 1 KiB objects without pointers holds 8, with pointers (1152 B) 7. */
class SpanCachesTest {
  private static final long SPAN = 8192;
  private static final AllocationShape NOSCAN = AllocationShape.of(16 << 10, 16, 0, 4);
  private static final AllocationShape SCAN = AllocationShape.of(14 << 10, 14, 1, 4);

  private final SpanCaches caches = new SpanCaches(2);

  @Test
  void aSpanCountsWhenItIsTaken() {
    assertThat(caches.take(0, NOSCAN, 0, 1)).isEqualTo(SPAN);
    assertThat(caches.left(0, NOSCAN)).isEqualTo(SPAN - 1024);
    assertThat(caches.take(0, NOSCAN, 1, 8)).isZero();
    assertThat(caches.take(0, NOSCAN, 8, 9)).isEqualTo(SPAN);
    assertThat(caches.take(0, NOSCAN, 9, 26)).isEqualTo(2 * SPAN);
  }

  @Test
  void eachProcessorAndEachClassHasItsOwn() {
    caches.take(0, NOSCAN, 0, 1);
    assertThat(caches.left(1, NOSCAN)).isZero();
    assertThat(caches.take(1, NOSCAN, 0, 1)).isEqualTo(SPAN);
    assertThat(caches.take(0, SCAN, 0, 1)).isEqualTo(SPAN);
    assertThat(caches.take(0, SCAN, 1, 7)).isZero();
    assertThat(caches.take(0, NOSCAN, 1, 8)).isZero();
    AllocationShape half = AllocationShape.of(4 << 10, 4, 0.5, 4);
    assertThat(caches.take(0, half, 0, 4)).isEqualTo(2 * SPAN);
  }

  /** Eight objects of 8 B go into four blocks of 16 B. */
  @Test
  void tinyObjectsTakeTheSpansOfBlocks() {
    AllocationShape tiny = AllocationShape.of(64, 8, 0, 4);
    assertThat(caches.take(0, tiny, 0, 8)).isEqualTo(SPAN);
    assertThat(caches.left(0, AllocationShape.of(16, 1, 0, 4))).isEqualTo(SPAN - 64);
  }

  @Test
  void largeObjectsHaveSpansOfTheirOwn() {
    AllocationShape large = AllocationShape.of(1 << 20, 1, 0, 4);
    assertThat(caches.take(0, large, 0, 1)).isEqualTo(1 << 20);
    assertThat(caches.left(0, large)).isZero();
  }

  @Test
  void theEndOfACycleTakesThemAway() {
    caches.take(0, NOSCAN, 0, 1);
    caches.flush();
    assertThat(caches.left(0, NOSCAN)).isZero();
    assertThat(caches.take(0, NOSCAN, 1, 2)).isEqualTo(SPAN);
  }
}
