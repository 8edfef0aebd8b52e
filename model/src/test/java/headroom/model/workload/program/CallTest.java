package headroom.model.workload.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.audit.SmallScenario;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.cost.CostProfile;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.BlockStep;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;
import headroom.model.workload.SharedStep;
import headroom.model.workload.SharedStep.CallFailure;
import headroom.model.workload.TraceTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that are opened and closed, and calls that fail and are tried again. */
class CallTest {
  private static final long MS = 1_000_000;
  private static final Distribution OPENING = ms(10);

  /** Two at once need two connections; a pair later finds as many open as were kept. */
  @Test
  void asManyConnectionsStayOpenAsMayBeIdle() {
    long[] pairs = {0, 0, 100, 100};
    RequestStep call = call(CallFailure.NEVER);
    assertThat(run(pool(2, 0), pairs, call)).containsExactly("15", "15", "15", "15");
    assertThat(run(pool(2, 1), pairs, call)).containsExactly("15", "15", "5", "15");
    assertThat(run(pool(2, 2), pairs, call)).containsExactly("15", "15", "5", "5");
    Resources.PoolSettings open = new Resources.PoolSettings("db", 2, RequestStep.NO_LIMIT);
    assertThat(run(open, pairs, call)).containsExactly("5", "5", "5", "5");
  }

  /** It is handed on open, even where none may be idle. */
  @Test
  void whoWaitsTakesTheConnectionOver() {
    RequestStep call = call(CallFailure.NEVER);
    assertThat(run(pool(1, 0), new long[] {0, 1, 100}, call)).containsExactly("15", "19", "15");
  }

  /** The first gives up at 8 ms, while its connection opens; the second then opens one. */
  @Test
  void whoGivesUpWhileItOpensLeavesItsPlace() {
    RequestStep call = call(CallFailure.NEVER);
    RequestStep hurried = new BlockStep.Within(null, 8 * MS, List.of(call));
    List<RequestClass> classes =
        List.of(
            new RequestClass("hurried", 0.5, List.of(hurried)),
            new RequestClass("patient", 0.5, List.of(call)));
    TraceTable table = trace(new long[] {0, 1}, new int[] {0, 1}, null);
    assertThat(run(pool(1, 1), new Arrivals.Trace(table), classes))
        .containsExactly("failed after 8", "22");
  }

  /** The first leaves at 12 ms with its answer still due: nobody else may read it. */
  @Test
  void aConnectionOnWhichAnAnswerIsDueIsClosed() {
    RequestStep call = call(CallFailure.NEVER);
    RequestStep hurried = new BlockStep.Within(null, 12 * MS, List.of(call));
    List<RequestClass> classes =
        List.of(
            new RequestClass("hurried", 0.5, List.of(hurried)),
            new RequestClass("patient", 0.5, List.of(call)));
    TraceTable table = trace(new long[] {0, 1, 50}, new int[] {0, 1, 1}, null);
    assertThat(run(pool(1, 1), new Arrivals.Trace(table), classes))
        .containsExactly("failed after 12", "26", "5");
    Resources.PoolSettings open = new Resources.PoolSettings("db", 1, RequestStep.NO_LIMIT);
    RequestStep brief = new BlockStep.Within(null, 2 * MS, List.of(call));
    List<RequestClass> classesOfOpen =
        List.of(new RequestClass("brief", 0.5, List.of(brief)), classes.get(1));
    assertThat(run(open, new Arrivals.Trace(table), classesOfOpen))
        .containsExactly("failed after 2", "6", "5");
  }

  /**
   * 99 requests, every 20 ms, that take 10 + 5 or 5 ms: with one idle connection the first opens
   * one, for all; with none each opens its own.
   */
  @ParameterizedTest
  @CsvSource({"0, 99", "1, 1"})
  void connectionsThatAreOpenedAreCounted(int maxIdle, long opened) {
    Observation seen =
        Simulation.run(
            scenario(
                pool(5, maxIdle),
                new Arrivals.Constant(50),
                List.of(new RequestClass("all", 1, List.of(call(CallFailure.NEVER)))),
                2_000 * MS),
            0);
    assertThat(seen.resources().get(0).opened()).isEqualTo(opened);
  }

  /** 5 ms, a wait of 10, 5 ms, a wait of 20, 5 ms. */
  @Test
  void theWaitBeforeARetryIsDoubled() {
    CallFailure always = new CallFailure(1, 2, ms(10));
    Resources.PoolSettings open = new Resources.PoolSettings("db", 1, RequestStep.NO_LIMIT);
    assertThat(run(open, new long[] {0}, call(always))).containsExactly("failed after 45");
    RequestStep hurried = new BlockStep.Within(null, 32 * MS, List.of(call(always)));
    assertThat(run(open, new long[] {0}, hurried)).containsExactly("failed after 32");
  }

  /** While one waits to try again, another has the only connection. */
  @Test
  void whoWaitsToTryAgainHoldsNoConnection() {
    CallFailure always = new CallFailure(1, 1, ms(10));
    Resources.PoolSettings open = new Resources.PoolSettings("db", 1, RequestStep.NO_LIMIT);
    assertThat(run(open, new long[] {0, 5}, call(always)))
        .containsExactly("failed after 20", "failed after 20");
  }

  /** Both attempts take 7 ms. */
  @Test
  void aTraceKeepsItsRowForEveryAttempt() {
    RequestStep call =
        new SharedStep.Call("q", "db", ms(5), RequestStep.NO_LIMIT, new CallFailure(1, 1, ms(0)));
    TraceTable table = trace(new long[] {0}, new int[] {0}, new long[] {7 * MS});
    Resources.PoolSettings open = new Resources.PoolSettings("db", 1, RequestStep.NO_LIMIT);
    List<RequestClass> classes = List.of(new RequestClass("all", 1, List.of(call)));
    assertThat(run(open, new Arrivals.Trace(table), classes)).containsExactly("failed after 14");
  }

  /** All attempts of a request fail with the product of their probabilities. */
  @ParameterizedTest
  @CsvSource({"0, 0.1", "1, 0.01", "2, 0.001"})
  void attemptsFailIndependently(int retries, double lost) {
    int requests = 50_000;
    RequestStep call = call(new CallFailure(0.1, retries, ms(0)));
    Observation seen =
        Simulation.run(
            scenario(
                new Resources.PoolSettings("db", 1000, RequestStep.NO_LIMIT),
                new Arrivals.Constant(100),
                List.of(new RequestClass("all", 1, List.of(call))),
                10L * requests * MS),
            0);
    double expected = lost * requests;
    assertThat((double) seen.losses().byReason().getOrDefault("call_error", 0L))
        .isCloseTo(expected, within(4 * Math.sqrt(expected)));
    assertThat(seen.steps().get(0).errors()).isEqualTo(seen.losses().byReason().get("call_error"));
    assertThat(seen.steps().get(0).timeouts()).isZero();
  }

  private static RequestStep call(CallFailure failure) {
    return new SharedStep.Call(null, "db", ms(5), RequestStep.NO_LIMIT, failure);
  }

  private static Resources.PoolSettings pool(int size, int maxIdle) {
    return new Resources.PoolSettings("db", size, RequestStep.NO_LIMIT, maxIdle, OPENING);
  }

  private static Distribution ms(double ms) {
    return new Distribution.Constant(ms * MS);
  }

  private static TraceTable trace(long[] arrivalMs, int[] classes, long @Nullable [] timeNs) {
    long[] arrivalNs = new long[arrivalMs.length];
    for (int i = 0; i < arrivalMs.length; i++) {
      arrivalNs[i] = arrivalMs[i] * MS;
    }
    return timeNs == null
        ? new TraceTable("t", arrivalNs, classes, List.of(), new long[0][])
        : new TraceTable("t", arrivalNs, classes, List.of("q"), new long[][] {timeNs});
  }

  /** What becomes of requests of one step, in the order of their arrivals: latencies in ms. */
  private static List<String> run(Resources.PoolSettings pool, long[] arrivalMs, RequestStep step) {
    TraceTable table = trace(arrivalMs, new int[arrivalMs.length], null);
    List<RequestClass> classes = List.of(new RequestClass("all", 1, List.of(step)));
    return run(pool, new Arrivals.Trace(table), classes);
  }

  private static List<String> run(
      Resources.PoolSettings pool, Arrivals arrivals, List<RequestClass> classes) {
    List<String> ends = new ArrayList<>();
    Simulation.run(
        scenario(pool, arrivals, classes, 1_000 * MS),
        0,
        (index, classIndex, arrivalNs, startNs, endNs, outcome) -> {
          String ms = Long.toString((endNs - arrivalNs) / MS);
          boolean completed = outcome == Simulation.Outcome.COMPLETED;
          while (ends.size() <= index) {
            ends.add("");
          }
          ends.set((int) index, completed ? ms : "failed after " + ms);
        },
        null);
    return ends;
  }

  private static Scenario scenario(
      Resources.PoolSettings pool, Arrivals arrivals, List<RequestClass> classes, long lengthNs) {
    return SmallScenario.of(CostProfile.ideal(), arrivals, 0, Window.evenlySampled(0, lengthNs, 1))
        .workers(ServerSettings.UNBOUNDED)
        .classes(classes.toArray(RequestClass[]::new))
        .scenario(1)
        .withResources(new Resources(List.of(pool), List.of(), List.of(), List.of()));
  }
}
