package headroom.model.workload.cache;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.random.KeyedStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
  /** Keys that are multiples of a power of two share the low bits. */
  @Test
  void itKnowsWhatTheJdksMapKnows() {
    KeyIndex index = new KeyIndex();
    Map<Long, Integer> expected = new TreeMap<>();
    KeyedStream draws = KeyedStream.of(1, 0, "test").at(0, 0);
    for (int i = 0; i < 100_000; i++) {
      long key = (long) draws.nextInt(1, 3_000) << draws.nextInt(0, 3);
      if (expected.remove(key) != null) {
        index.remove(key);
      } else {
        expected.put(key, i);
        index.put(key, i);
      }
      long asked = draws.nextInt(1, 24_000);
      assertThat(index.get(asked)).isEqualTo(expected.getOrDefault(asked, KeyIndex.NONE));
    }
    expected.forEach((key, number) -> assertThat(index.get(key)).isEqualTo(number));
    assertThat(expected).hasSizeGreaterThan(1_000);
  }
}
