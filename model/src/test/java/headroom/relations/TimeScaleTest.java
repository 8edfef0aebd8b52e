package headroom.relations;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.AuditedRun;
import headroom.audit.EndedRequest;
import headroom.audit.RandomExperiment;
import headroom.model.Scenario;
import headroom.model.Window;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without costs, a scenario whose times are all doubled gives doubled times. */
class TimeScaleTest {
  private static final int REQUESTS = 300;
  private static final long WINDOW_NS = 1_000_000;
  private static final List<String> STEPS = List.of("parse", "call", "pause", "reply");

  /** Traces, since a rounded draw of twice the mean is not twice the rounded draw. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void twiceTheTimesGiveTwiceTheTimes(long seed) {
    AuditedRun once = AuditedRun.of(scenario(seed, 1));
    AuditedRun twice = AuditedRun.of(scenario(seed, 2));
    List<EndedRequest> doubled = new ArrayList<>();
    for (EndedRequest r : once.ended()) {
      doubled.add(
          new EndedRequest(
              r.index(),
              r.classIndex(),
              2 * r.arrivalNs(),
              2 * r.startNs(),
              2 * r.endNs(),
              r.outcome()));
    }
    assertThat(once.ended()).isNotEmpty();
    assertThat(twice.ended()).isEqualTo(doubled);
    assertThat(twice.observation().levels()).isEqualTo(once.observation().levels());
    assertThat(twice.observation().cpu().busyCoreNs())
        .isEqualTo(2 * once.observation().cpu().busyCoreNs());
    assertThat(twice.observation().events()).isEqualTo(once.observation().events());
  }

  private static Scenario scenario(long seed, long scale) {
    Scenario any = RandomExperiment.from(seed);
    int gomaxprocs = Math.min(any.machine().cores(), any.runtime().gomaxprocs());
    Scenario ideal = Variation.ideal(any, any.machine().cores(), gomaxprocs);
    Distribution traced = new Distribution.Constant(0);
    RequestClass requests =
        new RequestClass(
            "all",
            1,
            List.of(
                new WorkStep.Cpu("parse", traced),
                new WorkStep.NetworkIo("call", traced),
                new WorkStep.Sleep("pause", traced),
                new WorkStep.Cpu("reply", traced)));
    int workers = (int) (1 + seed % 9);
    return Variation.withArrivals(
        Variation.withWorkers(Variation.withClasses(ideal, List.of(requests)), workers),
        new Arrivals.Trace(trace(seed, scale)),
        new Window(scale * (WINDOW_NS / 10), scale * WINDOW_NS, new long[0]));
  }

  private static TraceTable trace(long seed, long scale) {
    KeyedStream stream = KeyedStream.of(seed, 0, "trace");
    long[] arrivalNs = new long[REQUESTS];
    long[][] demands = new long[STEPS.size()][REQUESTS];
    for (int row = 0; row < REQUESTS; row++) {
      arrivalNs[row] = scale * stream.nextInt(0, (int) WINDOW_NS);
      for (long[] column : demands) {
        column[row] = scale * stream.nextInt(0, 8_000);
      }
    }
    Arrays.sort(arrivalNs);
    return new TraceTable("trace.csv", arrivalNs, new int[REQUESTS], STEPS, demands);
  }
}
