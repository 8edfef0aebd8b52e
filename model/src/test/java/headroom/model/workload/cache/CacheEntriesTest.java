package headroom.model.workload.cache;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.random.KeyedStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheEntriesTest {
  private static final long NONE = CacheEntries.UNBOUNDED;

  private static void put(CacheEntries cache, long nowNs, long... keys) {
    for (long key : keys) {
      cache.put(key, nowNs);
      cache.evict();
    }
  }

  private static List<Long> present(CacheEntries cache, long upTo) {
    List<Long> found = new ArrayList<>();
    for (long key = 1; key <= upTo; key++) {
      if (cache.contains(key)) {
        found.add(key);
      }
    }
    return found;
  }

  /** 1, 2, 3; 1 is used, so 4 drives out 2, and 5 drives out 3; 1 is overwritten, so 6: 4. */
  @Test
  void theLeastRecentlyUsedGoesFirst() {
    CacheEntries cache = new CacheEntries(3, NONE);
    put(cache, 0, 1, 2, 3);
    assertThat(cache.use(1)).isTrue();
    put(cache, 0, 4);
    assertThat(present(cache, 6)).containsExactly(1L, 3L, 4L);
    put(cache, 0, 5);
    assertThat(present(cache, 6)).containsExactly(1L, 4L, 5L);
    assertThat(cache.put(1, 0)).as("takes the place of the old entry").isTrue();
    assertThat(cache.evict()).isFalse();
    put(cache, 0, 6);
    assertThat(present(cache, 6)).containsExactly(1L, 5L, 6L);
    assertThat(cache.use(2)).isFalse();
    assertThat(cache.size()).isEqualTo(3);
  }

  /** Use does not keep an entry alive; to put it again does. */
  @Test
  void anEntryExpiresAFixedTimeAfterItWasPut() {
    CacheEntries cache = new CacheEntries(NONE, 100);
    put(cache, 0, 1, 2);
    put(cache, 60, 3);
    cache.use(1);
    cache.put(2, 70);
    assertThat(cache.expire(99)).isZero();
    assertThat(cache.expire(100)).isEqualTo(1);
    assertThat(present(cache, 3)).containsExactly(2L, 3L);
    assertThat(cache.expire(169)).isEqualTo(1);
    assertThat(present(cache, 3)).containsExactly(2L);
    assertThat(cache.expire(170)).isEqualTo(1);
    assertThat(cache.size()).isZero();
    assertThat(cache.expire(1_000)).isZero();
  }

  @Test
  void withoutBoundsItGrows() {
    CacheEntries cache = new CacheEntries(NONE, NONE);
    for (long key = 1; key <= 10_000; key++) {
      put(cache, key, key);
    }
    assertThat(cache.expire(Long.MAX_VALUE / 2)).isZero();
    assertThat(cache.size()).isEqualTo(10_000);
  }

  /** Against the JDK's map in the order of access, with its own rule of eviction. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 1_000})
  void itHoldsWhatTheJdksMapInOrderOfAccessHolds(int most) {
    Map<Long, Boolean> expected =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > most;
          }
        };
    CacheEntries cache = new CacheEntries(most, NONE);
    KeyedStream draws = KeyedStream.of(3, most, "test").at(0, 0);
    for (int i = 0; i < 50_000; i++) {
      long key = draws.nextInt(1, 3 * most);
      boolean found = expected.get(key) != null;
      assertThat(cache.use(key)).isEqualTo(found);
      if (!found) {
        expected.put(key, true);
        put(cache, 0, key);
      }
    }
    assertThat(cache.size()).isEqualTo(expected.size());
    assertThat(present(cache, 3L * most)).containsExactlyInAnyOrderElementsOf(expected.keySet());
  }
}
