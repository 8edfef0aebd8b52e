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
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;
import headroom.model.workload.Retention;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that outlive the request that made them. */
class RetentionTest {
  private static final long MS = 1_000_000;
  private static final double LIVE_BYTES = 4 << 20;
  private static final int OBJECT_BYTES = 16 << 10;

  /** 16 KiB in four objects 1000 times a second, a share of which is held so long: Little's law. */
  @ParameterizedTest
  @CsvSource({"1, 500", "0.5, 500", "0.25, 1600"})
  void asManyAreHeldAsComeInTheirTime(double share, long heldMs) {
    List<CycleRecord> cycles = cycles(new Retention.Lasting(share, heldMs * MS), 10);
    double held = share * heldMs * OBJECT_BYTES;
    for (CycleRecord cycle : cycles) {
      if (cycle.startNs() > heldMs * MS) {
        assertThat((double) cycle.marked()).isCloseTo(LIVE_BYTES + held, within(0.03 * LIVE_BYTES));
      }
    }
    assertThat(cycles.get(cycles.size() - 1).startNs()).isGreaterThan(heldMs * MS);
  }

  /** A leak: all of it is there for ever. */
  @Test
  void whatIsHeldForeverGrowsWithTheRequests() {
    List<CycleRecord> cycles = cycles(new Retention.Lasting(1, Retention.FOREVER), 10);
    CycleRecord last = cycles.get(cycles.size() - 1);
    double requests = 1000.0 * last.startNs() / 1e9;
    assertThat(requests).isGreaterThan(3_000);
    assertThat((double) last.marked())
        .isCloseTo(LIVE_BYTES + requests * OBJECT_BYTES, within(0.03 * LIVE_BYTES));
  }

  /** Requests that end at once hold nothing. */
  @Test
  void whatARequestKeepsIsGoneWithIt() {
    for (CycleRecord cycle : cycles(new Retention.ByRequest(1), 10)) {
      assertThat((double) cycle.marked()).isCloseTo(LIVE_BYTES, within(0.03 * LIVE_BYTES));
    }
  }

  /**
   * A request takes four objects of the pool every 100 ms, and others make garbage in between. It
   * finds those that the request before has put back unless two cycles have started since.
   */
  @ParameterizedTest
  @CsvSource({"2", "4", "5", "6", "12"})
  void anObjectIsFoundUnlessTwoCyclesHaveStartedSince(int garbageMegabytes) {
    List<Long> takesMs = new ArrayList<>();
    List<Long> arrivalMs = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    for (long ms = 0; ms < 5_000; ms += 100) {
      takesMs.add(ms);
      arrivalMs.add(ms);
      classes.add(0);
      for (int i = 0; i < garbageMegabytes; i++) {
        arrivalMs.add(ms + 50);
        classes.add(1);
      }
    }
    TraceTable table =
        new TraceTable(
            "t",
            arrivalMs.stream().mapToLong(ms -> ms * MS).toArray(),
            classes.stream().mapToInt(Integer::intValue).toArray(),
            List.of(),
            new long[0][]);
    List<CycleRecord> cycles = new ArrayList<>();
    Observation seen =
        Simulation.run(
            scenario(
                new Arrivals.Trace(table),
                List.of(
                    requests(new Retention.Pooled("buffers"), 1024),
                    requests(new Retention.ByRequest(0), 1 << 20)),
                6_000 * MS),
            0,
            new Listeners(null, null, null, cycles::add));
    long expected = 0;
    for (int i = 1; i < takesMs.size(); i++) {
      long fromNs = takesMs.get(i - 1) * MS;
      long toNs = takesMs.get(i) * MS;
      long between =
          cycles.stream().filter(c -> c.startNs() >= fromNs && c.startNs() < toNs).count();
      expected += between < 2 ? 1 : 0;
    }
    MetricNames.OfSyncPool names = MetricNames.ofSyncPool("buffers");
    assertThat(cycles).isNotEmpty();
    assertThat(seen.metrics().figures().total(names.gets())).isEqualTo(4L * takesMs.size());
    assertThat(seen.metrics().figures().total(names.hits())).isEqualTo(4 * expected);
    assertThat(expected > takesMs.size() / 2).isEqualTo(garbageMegabytes < 6);
  }

  private static RequestClass requests(Retention retention, int bytes) {
    return new RequestClass(
        "of " + bytes,
        0.5,
        List.of(new WorkStep.Alloc(null, new Distribution.Constant(bytes), 4, 0, retention)));
  }

  private static List<CycleRecord> cycles(Retention retention, long seconds) {
    List<CycleRecord> cycles = new ArrayList<>();
    RequestClass all = new RequestClass("all", 1, requests(retention, OBJECT_BYTES).steps());
    Simulation.run(
        scenario(new Arrivals.Constant(1_000), List.of(all), seconds * 1_000 * MS),
        0,
        new Listeners(null, null, null, cycles::add));
    assertThat(cycles).hasSizeGreaterThan(2);
    return cycles;
  }

  private static Scenario scenario(Arrivals arrivals, List<RequestClass> classes, long lengthNs) {
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
                new Resources.Memory(
                    List.of(), List.of(new Resources.SyncPoolSettings("buffers")))));
  }
}
