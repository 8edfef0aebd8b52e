package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Point;
import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.Retention;
import headroom.model.workload.SharedStep;
import headroom.model.workload.WorkStep;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the steps that use the heap, and the caches and pools they name, mean. */
class MemoryStepsTest {
  private static final String HEAD = "name: shop\nmachine: {cores: 4}\narrivals: poisson(200/s)\n";
  private static final String RESOURCES =
      """
      resources:
        caches: {products: {entrySize: 2KiB, maxEntries: 100, ttl: 5m}, users: {entrySize: 1kB}}
        syncPools: {buffers: {}}
      """;

  private static LoadedExperiment read(String text) throws Exception {
    return ExperimentReader.read(new ExperimentSource("shop.yaml", text, Path.of("")), List.of());
  }

  private static RequestStep step(String text) throws Exception {
    Scenario scenario = read(HEAD + "steps:\n  - " + text + "\n" + RESOURCES).base().scenario();
    return scenario.classes().get(0).steps().get(0);
  }

  private static RequestStep alloc(Retention retention) {
    return new WorkStep.Alloc(null, new Distribution.Constant(4_096), 2, 0.5, retention);
  }

  @Test
  void objectsAreHeldByTheRequestForATimeOrByAPool() throws Exception {
    String begin = "alloc: {size: 4KiB, objects: 2, pointers: 50%";
    assertThat(step(begin + "}")).isEqualTo(alloc(new Retention.ByRequest(0)));
    assertThat(step(begin + ", keep: 10%}")).isEqualTo(alloc(new Retention.ByRequest(0.1)));
    assertThat(step(begin + ", keep: 10%, keepFor: 1m}"))
        .isEqualTo(alloc(new Retention.Lasting(0.1, 60_000_000_000L)));
    assertThat(step(begin + ", keep: 1, keepFor: forever}"))
        .isEqualTo(alloc(new Retention.Lasting(1, Retention.FOREVER)));
    assertThat(step(begin + ", pool: buffers}")).isEqualTo(alloc(new Retention.Pooled("buffers")));
  }

  @Test
  void aLookupHasALawOfItsKeys() throws Exception {
    List<RequestStep> cpu = List.of(new WorkStep.Cpu(null, new Distribution.Constant(1e6)));
    assertThat(step("{id: p, cache: {name: products, key: zipf(1000 0.9), onMiss: [{cpu: 1ms}]}}"))
        .isEqualTo(
            new SharedStep.Cached("p", "products", new KeyDistribution.Zipf(1_000, 0.9), cpu));
    assertThat(step("cache: {name: users, key: uniform(keys=7)}"))
        .isEqualTo(new SharedStep.Cached(null, "users", new KeyDistribution.Uniform(7), List.of()));
  }

  @Test
  void cachesHaveTheirDefaults() throws Exception {
    Resources.Memory memory =
        read(HEAD + "steps: [{cpu: 1ms}]\n" + RESOURCES).base().scenario().resources().memory();
    assertThat(memory.caches())
        .containsExactly(
            new Resources.CacheSettings(
                "products",
                new Resources.CacheSettings.Entry(2_048, 1, 0),
                100,
                300_000_000_000L,
                false),
            new Resources.CacheSettings(
                "users",
                new Resources.CacheSettings.Entry(1_000, 1, 0),
                RequestStep.NO_LIMIT,
                RequestStep.NO_LIMIT,
                false));
    assertThat(memory.syncPools()).containsExactly(new Resources.SyncPoolSettings("buffers"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resources.caches.products.maxEntries|7|maxEntries=7,",
        "resources.caches.products.ttl|7ns|ttlNs=7,",
        "resources.caches.products.entrySize|7B|Entry[bytes=7, objects=1",
        "resources.caches.users.singleflight|true|singleflight=true",
        "resources.caches.users.maxEntries|7|maxEntries=7,",
        "steps.key|uniform(7)|key=Uniform[keys=7]",
        "steps.key|zipf(7 1)|key=Zipf[keys=7, exponent=1.0]",
        "steps.load|7ns|Cpu[id=load, time=Constant[value=7.0]]",
        "steps.page|7B|bytes=Constant[value=7.0]",
        "steps.page.alloc.keepFor|7ns|Lasting[share=1.0, ns=7]"
      })
  void sweepsReachEveryAmount(String key, String value, String found) throws Exception {
    String text =
        HEAD
            + """
            steps:
              - {id: key, cache: {name: products, key: zipf(9 1), onMiss: [{id: load, cpu: 1ms}]}}
              - {id: page, alloc: {size: 4KiB, keep: 100%, keepFor: 1m}}
              - cache: {name: users, key: uniform(9)}
              - alloc: {size: 1KiB, pool: buffers}
            """
            + RESOURCES;
    List<Point> points = read(text + "sweep: {" + key + ": [" + value + "]}\n").points();
    assertThat(points).hasSize(1);
    assertThat(read(text).base().scenario().toString()).doesNotContain(found);
    assertThat(points.get(0).experiment().scenario().toString()).contains(found);
  }

  @Test
  void whatHasNoEffectIsNoted() throws Exception {
    String text =
        HEAD
            + """
            steps: [{alloc: {size: 1KiB, keepFor: 1m}}]
            resources:
              caches: {products: {entrySize: 1KiB}}
              syncPools: {buffers: {}}
            """;
    assertThat(read(text).notes())
        .extracting(Problem::toString)
        .containsExactly(
            "shop.yaml:4:39: note: \"keepFor\" has no effect: \"keep\" is not set",
            "shop.yaml:6:12: note: the cache \"products\" has no effect: no step uses it",
            "shop.yaml:7:15: note: the sync.Pool \"buffers\" has no effect: no step uses it");
  }

  /** The load is what misses: of a bounded cache by its hit share, of an unbounded one nothing. */
  @Test
  void theNoteOnTheLoadKnowsTheHitShare() throws Exception {
    String text =
        HEAD.replace("200/s", "2000/s")
            + """
            steps: [{cache: {name: products, key: uniform(1000), onMiss: [{call: {pool: db, for: 8ms}}]}}]
            resources:
              pools: {db: {size: 10}}
              caches: {products: {entrySize: 1KiB}}
            """;
    assertThat(read(text).notes()).isEmpty();
    String bounded = text.replace("entrySize: 1KiB", "entrySize: 1KiB, maxEntries: 100");
    assertThat(read(bounded).notes())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("14.4");
  }
}
