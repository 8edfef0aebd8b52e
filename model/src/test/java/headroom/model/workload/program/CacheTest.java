package headroom.model.workload.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.audit.SmallScenario;
import headroom.model.Listeners;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.go.collector.CycleRecord;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.random.KeyDistribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lookups of a cache, what they load, and what the entries take of the heap. */
class CacheTest {
  private static final long MS = 1_000_000;
  private static final long NONE = RequestStep.NO_LIMIT;
  private static final KeyDistribution ONE_KEY = new KeyDistribution.Uniform(1);

  /** What an entry takes in the map and the list, and what its slots of 4 KiB are. */
  private static final double ENTRY_BYTES = 4096 + 140;

  /** Loading takes 10 ms: who comes before its end loads too, or waits for the first. */
  @ParameterizedTest
  @CsvSource({"false, 10 10 10 0, 3", "true, 10 8 6 0, 1"})
  void whoFindsNothingLoadsOrWaits(boolean singleflight, String ends, long loads) {
    Run run = run(cache(NONE, NONE, singleflight), new long[] {0, 2, 4, 20}, load());
    assertThat(run.ends).containsExactly(ends.split(" "));
    assertThat(run.stepCount("io")).isEqualTo(loads);
    MetricNames.OfCache names = MetricNames.ofCache("products");
    assertThat(run.seen.metrics().figures().max(names.stampede())).isEqualTo(loads);
    assertThat(run.seen.metrics().figures().total(names.misses())).isEqualTo(3);
    assertThat(run.seen.metrics().figures().total(names.hits())).isEqualTo(1);
    assertThat(run.seen.metrics().figures().max(names.entries())).isEqualTo(1);
    assertThat(run.seen.resources().get(0).waitersMax()).isEqualTo(singleflight ? 2 : 0);
  }

  /** One key is loaded while another one is: 10 ms both. */
  @Test
  void nobodyWaitsForTheLoadOfAnotherKey() {
    SharedStep.Cached first = new SharedStep.Cached(null, "products", ONE_KEY, List.of(io(10)));
    KeyDistribution many = new KeyDistribution.Uniform(KeyDistribution.MOST_KEYS);
    SharedStep.Cached other = new SharedStep.Cached(null, "products", many, List.of(io(10)));
    Run run =
        run(cache(NONE, NONE, true), new long[] {0, 2}, new int[] {0, 1}, List.of(first, other));
    assertThat(run.ends).containsExactly("10", "10");
  }

  /** Who loads gives up after 6 ms; who waits for it fails then, and a later one loads anew. */
  @Test
  void aFailedLoadFailsAllWhoWaitForIt() {
    RequestStep hurried = new BlockStep.Within(null, 6 * MS, List.of(load()));
    Run run =
        run(
            cache(NONE, NONE, true),
            new long[] {0, 2, 8},
            new int[] {0, 1, 1},
            List.of(hurried, load()));
    assertThat(run.ends).containsExactly("failed after 6", "failed after 4", "10");
    assertThat(run.seen.losses().byReason()).containsEntry("timeout", 2L);
  }

  /** {@code Group.Do} has no context: the limit of 3 ms is noticed by nobody. */
  @Test
  void whoWaitsForALoadDoesNotGiveUp() {
    RequestStep hurried = new BlockStep.Within(null, 3 * MS, List.of(load()));
    Run run =
        run(cache(NONE, NONE, true), new long[] {0, 2}, new int[] {1, 0}, List.of(hurried, load()));
    assertThat(run.ends).containsExactly("10", "8");
  }

  /** Put at 10 ms, it is there until 60 ms, and again from 71 to 121 ms. */
  @Test
  void anEntryExpires() {
    Run run = run(cache(NONE, 50 * MS, false), new long[] {0, 20, 59, 61, 120, 122}, load());
    assertThat(run.ends).containsExactly("10", "0", "0", "10", "0", "10");
    MetricNames.OfCache names = MetricNames.ofCache("products");
    assertThat(run.seen.metrics().figures().total(names.expirations())).isEqualTo(2);
  }

  /** Of two keys that take turns a cache of one entry never has the right one. */
  @Test
  void oneEntryIsTooFewForTwoKeys() {
    KeyDistribution two = new KeyDistribution.Uniform(2);
    SharedStep.Cached step = new SharedStep.Cached(null, "products", two, List.of());
    long[] arrivals = new long[1_000];
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] = i;
    }
    Run run = run(cache(1, NONE, false), arrivals, step);
    MetricNames.OfCache names = MetricNames.ofCache("products");
    long hits = run.seen.metrics().figures().total(names.hits());
    assertThat((double) hits).isCloseTo(500, within(4 * Math.sqrt(250)));
    assertThat(run.seen.metrics().figures().total(names.evictions())).isEqualTo(1_000 - hits - 1);
    assertThat(run.seen.metrics().figures().max(names.entries())).isEqualTo(1);
  }

  /** Every request puts an entry: with a bound as many stay as it says, without one all do. */
  @ParameterizedTest
  @CsvSource({"500", "2000", "20000"})
  void entriesAreWhatTheCollectorFinds(long most) {
    KeyDistribution many = new KeyDistribution.Uniform(KeyDistribution.MOST_KEYS);
    SharedStep.Cached step = new SharedStep.Cached(null, "products", many, List.of());
    List<CycleRecord> cycles = cycles(cache(most, NONE, false), step, 20_000);
    assertThat(cycles).hasSizeGreaterThan(2);
    CycleRecord last = cycles.get(cycles.size() - 1);
    double before = 1000.0 * last.startNs() / 1e9; // requests come at 1000/s
    double entries = Math.min(most, before);
    double live = 4 << 20;
    assertThat((double) last.marked()).isCloseTo(live + entries * ENTRY_BYTES, within(0.02 * live));
  }

  /** 500 entries/s for 2 s: a thousand, whether anyone looks them up or a cycle comes first. */
  @Test
  void expiredEntriesAreNotFoundByTheCollector() {
    KeyDistribution many = new KeyDistribution.Uniform(KeyDistribution.MOST_KEYS);
    SharedStep.Cached step = new SharedStep.Cached(null, "products", many, List.of());
    List<CycleRecord> cycles = cycles(cache(NONE, 2_000 * MS, false), step, 20_000);
    CycleRecord last = cycles.get(cycles.size() - 1);
    double live = 4 << 20;
    assertThat((double) last.marked()).isCloseTo(live + 2_000 * ENTRY_BYTES, within(0.02 * live));
  }

  private static Resources.CacheSettings cache(long most, long ttlNs, boolean singleflight) {
    Resources.CacheSettings.Entry entry = new Resources.CacheSettings.Entry(4096, 1, 0);
    return new Resources.CacheSettings("products", entry, most, ttlNs, singleflight);
  }

  private static RequestStep load() {
    return new SharedStep.Cached(null, "products", ONE_KEY, List.of(io(10)));
  }

  private static RequestStep io(long ms) {
    return new WorkStep.NetworkIo(null, new Distribution.Constant(ms * MS));
  }

  /** What was seen, and what became of the requests in the order of their arrivals. */
  private record Run(Observation seen, List<String> ends) {
    long stepCount(String name) {
      return seen.steps().stream()
          .filter(step -> step.name().equals(name))
          .mapToLong(step -> step.services().histogramNs().getTotalCount())
          .sum();
    }
  }

  private static Run run(Resources.CacheSettings cache, long[] arrivalMs, RequestStep step) {
    return run(cache, arrivalMs, new int[arrivalMs.length], List.of(step));
  }

  private static Run run(
      Resources.CacheSettings cache, long[] arrivalMs, int[] classes, List<RequestStep> steps) {
    long[] arrivalNs = new long[arrivalMs.length];
    for (int i = 0; i < arrivalMs.length; i++) {
      arrivalNs[i] = arrivalMs[i] * MS;
    }
    Arrivals arrivals =
        new Arrivals.Trace(new TraceTable("t", arrivalNs, classes, List.of(), new long[0][]));
    List<RequestClass> all = new ArrayList<>();
    for (RequestStep step : steps) {
      all.add(new RequestClass("class" + all.size(), 1.0 / steps.size(), List.of(step)));
    }
    List<String> ends = new ArrayList<>();
    Observation seen =
        Simulation.run(
            scenario(cache, arrivals, all, 2_000 * MS),
            0,
            (index, classIndex, arrivalTimeNs, startNs, endNs, outcome) -> {
              String ms = Long.toString((endNs - arrivalTimeNs) / MS);
              boolean completed = outcome == Simulation.Outcome.COMPLETED;
              while (ends.size() <= index) {
                ends.add("");
              }
              ends.set((int) index, completed ? ms : "failed after " + ms);
            },
            null);
    return new Run(seen, ends);
  }

  private static List<CycleRecord> cycles(
      Resources.CacheSettings cache, RequestStep step, int requests) {
    List<CycleRecord> cycles = new ArrayList<>();
    List<RequestClass> classes = List.of(new RequestClass("all", 1, List.of(step)));
    Scenario scenario = scenario(cache, new Arrivals.Constant(1_000), classes, requests * MS);
    Simulation.run(scenario, 0, new Listeners(null, null, null, cycles::add));
    return cycles;
  }

  private static Scenario scenario(
      Resources.CacheSettings cache, Arrivals arrivals, List<RequestClass> classes, long lengthNs) {
    return SmallScenario.of(CostProfile.ideal(), arrivals, 0, Window.evenlySampled(0, lengthNs, 1))
        .workers(ServerSettings.UNBOUNDED)
        .classes(classes.toArray(RequestClass[]::new))
        .scenario(1)
        .withResources(
            new Resources(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Resources.Memory(List.of(cache), List.of())));
  }
}
