package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand from the size classes of Go 1.26, see {@link SizeClass}. */
class AllocationShapeTest {
  /**
   * 256 B: 31 in a span of 8192 B, with pointers or without. 1024 B without pointers: 8; with
   * pointers a header of 8 B needs class 1152, 7 in a span. 64 B: 126 without, 124 with pointers,
   * beside 128 B of marks and a bitmap of 128 B. 40,000 B: five pages of their own.
   */
  @ParameterizedTest(name = "{0} B, pointers {1}")
  @CsvSource({
    "256, 0, 31, 256",
    "256, 1, 31, 256",
    "1024, 0, 8, 1024",
    "1024, 1, 7, 1152",
    "64, 0, 126, 64",
    "64, 1, 124, 64",
    "70, 0, 100, 80",
    "70, 1, 99, 80",
    "512, 1, 15, 512",
    "513, 1, 14, 576"
  })
  void anObjectTakesASlotAndItsPartOfASpan(
      long bytes, double pointerShare, int inSpan, long slotBytes) {
    AllocationShape shape = AllocationShape.of(1000 * bytes, 1000, pointerShare, 4);
    assertThat(shape.liveBytes()).isCloseTo(1000 * 8192.0 / inSpan, within(1e-6));
    assertThat(shape.slotBytes()).isEqualTo(1000.0 * slotBytes);
    assertThat(shape.large()).isFalse();
  }

  @Test
  void largeObjectTakesWholePages() {
    AllocationShape shape = AllocationShape.of(80_000, 2, 0.5, 4);
    assertThat(shape.large()).isTrue();
    assertThat(shape.liveBytes()).isEqualTo(2 * 5 * 8192.0);
    assertThat(shape.slotBytes()).isEqualTo(2 * 5 * 8192.0);
    assertThat(shape.scanBytes()).isEqualTo(40_000);
    assertThat(shape.pointers()).isEqualTo(5000 / 4.0);
  }

  /** 8 B: two in a block of 16; 5 B: three; 12 B and 9 B: one. */
  @ParameterizedTest(name = "{0} B")
  @CsvSource({"8, 8", "4, 4", "5, 5.333333333", "6, 8", "9, 16", "12, 16", "15, 16", "1, 1"})
  void tinyObjectsShareBlocks(long bytes, double each) {
    AllocationShape shape = AllocationShape.of(96 * bytes, 96, 0, 1);
    assertThat(shape.liveBytes()).isCloseTo(96 * each, within(1e-4));
    assertThat(shape.slotBytes()).isCloseTo(96 * each, within(1e-4));
  }

  /** With pointers a small object is not tiny: 8 B have a class of their own, 1008 in a span. */
  @Test
  void objectsWithPointersAreNeverTiny() {
    AllocationShape shape = AllocationShape.of(8 * 1008, 1008, 1, 1);
    assertThat(shape.liveBytes()).isCloseTo(8192, within(1e-6));
    assertThat(shape.slotBytes()).isEqualTo(8 * 1008);
    assertThat(shape.pointers()).isEqualTo(1008);
  }

  /** One of four has pointers: 1152 and three of 1024 B; its 128 words hold 32 that lead on. */
  @Test
  void onlyAShareOfTheObjectsIsScanned() {
    AllocationShape shape = AllocationShape.of(4096, 4, 0.25, 4);
    assertThat(shape.slotBytes()).isEqualTo(1152 + 3 * 1024);
    assertThat(shape.liveBytes()).isCloseTo(8192 / 7.0 + 3 * 1024, within(1e-6));
    assertThat(shape.scanBytes()).isEqualTo(1024);
    assertThat(shape.pointers()).isEqualTo(32);
    assertThat(shape.requestedBytes()).isEqualTo(1024);
  }

  /** 2640 B are ten objects of 256 B and ten entries of a table; 64 words in two of them. */
  @Test
  void liveHeapHasATableEntryForEachObject() {
    AllocationShape live = AllocationShape.ofLiveHeap(2640, 0.2, 256);
    assertThat(live.objects()).isEqualTo(10);
    assertThat(live.slotBytes()).isEqualTo(2640);
    assertThat(live.liveBytes()).isCloseTo(10 * 8192.0 / 31 + 80, within(1e-6));
    assertThat(live.scanBytes()).isEqualTo(512);
    assertThat(live.pointers()).isEqualTo(16);
  }

  @Test
  void partsAddUpToTheWhole() {
    AllocationShape shape = AllocationShape.of(10 * 64, 10, 1, 3);
    // 66.06 B of a span, 64 of slots, 2 2/3 pointers each
    assertThat(shape.liveBytes(0, 3)).isEqualTo(198);
    assertThat(shape.liveBytes(0, 10)).isEqualTo(661);
    assertThat(shape.slotBytes(0, 3)).isEqualTo(192);
    assertThat(shape.scanBytes(0, 3)).isEqualTo(192);
    assertThat(shape.pointers(0, 1)).isEqualTo(3);
    assertThat(shape.pointers(0, 10)).isEqualTo(27);
    assertThat(shape.liveBytesEach()).isCloseTo(8192 / 124.0, within(1e-9));
    long sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += shape.liveBytes(i, i + 1);
    }
    assertThat(sum).isEqualTo(661); // ten times 66 are 660
  }

  @Test
  void nothingIsNothing() {
    assertThat(AllocationShape.of(0, 10, 1, 4)).isEqualTo(AllocationShape.NOTHING);
    assertThat(AllocationShape.of(10, 0, 1, 4)).isEqualTo(AllocationShape.NOTHING);
    assertThat(AllocationShape.ofLiveHeap(100, 1, 256)).isEqualTo(AllocationShape.NOTHING);
  }
}
