package headroom.model.go.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against what Go 1.26 objects took of a heap: {@code probe/sizeclasses}. */
class SizeClassTest {
  private static final String MEASURED = "/reference/sizeclasses/";

  private static List<String[]> measured(String name) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources" + MEASURED + name)).stream()
        .skip(2)
        .map(line -> line.split(","))
        .toList();
  }

  @Test
  void everySlotIsAsMeasured() throws IOException {
    List<String[]> rows = measured("slots.csv");
    assertThat(rows).hasSizeGreaterThan(600);
    for (String[] row : rows) {
      boolean noscan = Boolean.parseBoolean(row[1]);
      assertThat(SizeClass.of(Long.parseLong(row[0]), noscan).bytes())
          .as("%s B, noscan %s", row[0], row[1])
          .isEqualTo(Long.parseLong(row[2]));
    }
  }

  /** The measurement counts spans begun and those of the table of objects: within 0.5 %. */
  @Test
  void everySpanHoldsAsManyAsMeasured() throws IOException {
    List<String[]> rows = measured("spans.csv");
    assertThat(rows).hasSizeGreaterThan(120);
    for (String[] row : rows) {
      int bytes = Integer.parseInt(row[0]);
      SizeClass type = SizeClass.of(bytes - (bytes > 512 ? 8 : 0), false);
      assertThat(type.bytes()).isEqualTo(bytes);
      double slots = Double.parseDouble(row[3]);
      assertThat((double) type.slots(Boolean.parseBoolean(row[2])))
          .as("%s B, noscan %s", row[0], row[2])
          .isCloseTo(slots, within(0.005 * slots));
      assertThat(type.pages()).isEqualTo(Long.parseLong(row[1]));
    }
  }

  /** Each round begins where the last one ended, as in the program that was measured. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = MEASURED + "tiny.csv", numLinesToSkip = 2)
  void tinyObjectsShareBlocks(String sizes, double bytesPerRound) {
    TinyAllocator allocator = new TinyAllocator();
    int rounds = 20_000;
    long bytes = 0;
    for (int i = 0; i < rounds; i++) {
      for (String size : sizes.split("\\+", -1)) {
        bytes += allocator.allocate(Integer.parseInt(size));
      }
    }
    assertThat((double) bytes / rounds).isCloseTo(bytesPerRound, within(0.003 * bytesPerRound));
  }

  /** 1024 B with pointers need 8 more and take the class of 1152, without pointers they fit. */
  @Test
  void pointersBeyond512BytesNeedAHeader() {
    assertThat(SizeClass.of(512, false).bytes()).isEqualTo(512);
    assertThat(SizeClass.of(513, false).bytes()).isEqualTo(576);
    assertThat(SizeClass.of(1024, false).bytes()).isEqualTo(1152);
    assertThat(SizeClass.of(1024, true).bytes()).isEqualTo(1024);
    assertThat(SizeClass.of(1, true)).isEqualTo(SizeClass.ofIndex(1));
  }

  /** The last 8 B below 32 KiB are kept for a header whether there are pointers or not. */
  @Test
  void largeObjectsHaveWholePages() {
    assertThat(SizeClass.of(32_760, true).isLarge()).isFalse();
    SizeClass large = SizeClass.of(32_761, true);
    assertThat(large).isEqualTo(new SizeClass(0, 32_768, 4));
    assertThat(large.slots(true)).isEqualTo(1);
    assertThat(large.liveBytes(true)).isEqualTo(32_768);
  }

  /** 15 objects of 512 B in 8192: what is left over counts as live. */
  @Test
  void theEndOfASpanCountsAsLive() {
    assertThat(SizeClass.of(512, true).liveBytes(true)).isCloseTo(546.13, within(0.01));
    assertThat(SizeClass.of(8, false).slots(false)).isEqualTo(1008);
    assertThat(SizeClass.of(8, false).slots(true)).isEqualTo(1024);
  }

  @Test
  void aCollectionEndsTheBlock() {
    TinyAllocator allocator = new TinyAllocator();
    assertThat(allocator.allocate(1)).isEqualTo(16);
    assertThat(allocator.allocate(1)).isZero();
    allocator.flush();
    assertThat(allocator.allocate(1)).isEqualTo(16);
  }
}
