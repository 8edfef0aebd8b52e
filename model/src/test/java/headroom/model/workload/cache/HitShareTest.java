package headroom.model.workload.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.random.KeyDistribution;
import headroom.model.random.KeyedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitShareTest {
  /** Che's approximation against a cache that draws its keys; both are off by less than 1 %. */
  @ParameterizedTest
  @CsvSource({"1000, 0.99, 100", "100000, 0.99, 10000", "100000, 0.7, 1000", "10000, 1.5, 50"})
  void itIsThatOfACacheInTheLongRun(long keys, double exponent, long entries) {
    KeyDistribution law = new KeyDistribution.Zipf(keys, exponent);
    assertThat(HitShare.of(law, entries)).isCloseTo(simulated(law, entries), within(0.01));
  }

  /** Without a favourite it does not matter which entries are kept. */
  @Test
  void ofEquallyLikelyKeysTheShareThatIsThereIsFound() {
    KeyDistribution law = new KeyDistribution.Uniform(10_000);
    assertThat(HitShare.of(law, 2_500)).isCloseTo(0.25, within(1e-6));
    assertThat(HitShare.of(law, 10_000)).isEqualTo(1);
    assertThat(HitShare.of(law, Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void itIsQuickForAnyNumberOfKeys() {
    KeyDistribution law = new KeyDistribution.Zipf(KeyDistribution.MOST_KEYS, 1);
    assertThat(HitShare.of(law, 1_000_000)).isBetween(0.4, 0.51);
  }

  private static double simulated(KeyDistribution law, long entries) {
    CacheEntries cache = new CacheEntries(entries, CacheEntries.UNBOUNDED);
    KeyDistribution.Sampler keys = law.sampler();
    KeyedStream stream = KeyedStream.of(5, 0, "test");
    int lookups = 400_000;
    int hits = 0;
    for (int i = 0; i < 2 * lookups; i++) {
      long key = keys.next(stream.at(i, 0));
      boolean found = cache.use(key);
      hits += found && i >= lookups ? 1 : 0;
      if (!found) {
        cache.put(key, 0);
        cache.evict();
      }
    }
    return (double) hits / lookups;
  }
}
