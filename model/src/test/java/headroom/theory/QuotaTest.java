package headroom.theory;

import static headroom.testing.QueueScenario.ns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.TraceTable;
import headroom.model.workload.WorkStep;
import headroom.testing.QueueScenario;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Family {@code 16}: a CPU quota as a fluid, exact to the rounding of instants. */
class QuotaTest {
  private static final String FAMILY = "16-cpu-quota";

  /** Instants round to whole ns: one for each stop and go of each thread. */
  private static final double ROUNDING_MS = 1e-4;

  /** Jobs of the same work that begin at the midpoints of so many parts of a period. */
  private static final int PHASES = 1000;

  /** Periods from one job to the next: all are over by then. */
  private static final int APART = 20;

  private static final int PERIODS = 200;

  private record Case(String id, Map<String, String> parameters, Map<String, String> values) {
    int threads() {
      return Integer.parseInt(text("threads"));
    }

    long periodNs() {
      return ns(number("period_ms"));
    }

    MachineSettings machine() {
      return new MachineSettings(
          threads(), new Quota(number("quota_ms_per_period") / number("period_ms"), periodNs()));
    }

    double number(String parameter) {
      return Double.parseDouble(text(parameter));
    }

    double value(String metric) {
      return Double.parseDouble(values.getOrDefault(metric, ""));
    }

    private String text(String parameter) {
      return parameters.getOrDefault(parameter, "");
    }

    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Case> jobs() {
    return cases().stream().filter(c -> !c.text("total_cpu_work_ms").isEmpty());
  }

  static Stream<Case> periodic() {
    return cases().stream().filter(c -> c.values.containsKey("latencies_in_steady_state_ms"));
  }

  static Stream<Case> overloaded() {
    return cases().stream().filter(c -> c.values.containsKey("latency_growth_ms_per_s"));
  }

  @Test
  void everyCaseIsTested() {
    long tested = jobs().count() + periodic().count() + overloaded().count();
    assertThat(tested).isEqualTo(cases().size()).isEqualTo(39);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobThatBeginsWithAPeriodTakesWhatTheQuotaLeaves(Case job) {
    double latencyMs = jobMs(job, 0)[0];
    assertThat(latencyMs)
        .isCloseTo(job.value("latency_when_started_at_a_refill_ms"), within(ROUNDING_MS));
    assertThat(latencyMs - job.value("latency_without_quota_ms"))
        .isCloseTo(job.value("throttled_time_when_started_at_a_refill_ms"), within(ROUNDING_MS));
  }

  /** As exact as that, a plausible mistake shows at once. */
  @Test
  void mistakesWouldShow() {
    int tested = 0;
    for (CSVRecord row : ReferenceCase.rows("discriminators")) {
      for (Case job : jobs().filter(c -> c.id.equals(row.get("case_id"))).toList()) {
        double latencyMs = jobMs(job, 0)[0];
        assertThat(latencyMs)
            .as(row.get("mistake"))
            .isCloseTo(Double.parseDouble(row.get("right_value")), within(ROUNDING_MS));
        double mistaken = Double.parseDouble(row.get("value_under_the_mistake"));
        assertThat(Math.abs(latencyMs - mistaken)).as(row.get("mistake")).isGreaterThan(10);
        tested++;
      }
    }
    assertThat(tested).isEqualTo(3);
  }

  /** Between the points where a stop begins to matter the latency is linear in the phase. */
  @ParameterizedTest
  @MethodSource("jobs")
  void aJobThatBeginsAnywhereTakesAsLongInTheMean(Case job) {
    double[] latencyMs = jobMs(job, 0.5 / PHASES);
    double partMs = job.number("period_ms") / PHASES;
    double meanMs = Arrays.stream(latencyMs).average().orElseThrow();
    assertThat(meanMs).isCloseTo(job.value("mean_latency_uniform_phase_ms"), within(partMs / 2));
    assertThat(Arrays.stream(latencyMs).max().orElseThrow())
        .isCloseTo(job.value("max_latency_uniform_phase_ms"), within(partMs));
    assertThat(Arrays.stream(latencyMs).min().orElseThrow())
        .isCloseTo(job.value("min_latency_uniform_phase_ms"), within(partMs));
  }

  /** The latencies of jobs that begin at {@code phase}, and a part of a period later each. */
  private static double[] jobMs(Case job, double phase) {
    int threads = job.threads();
    long[] arrivalNs = new long[PHASES * threads];
    for (int i = 0; i < arrivalNs.length; i++) {
      int number = i / threads;
      double inPeriod = (double) number / PHASES + phase;
      arrivalNs[i] = (long) number * APART * job.periodNs() + Math.round(inPeriod * job.periodNs());
    }
    double workMs = job.number("total_cpu_work_ms") / threads;
    double[] eachMs = latenciesMs(job, arrivalNs, workMs, ServerSettings.UNBOUNDED);
    double[] latencyMs = new double[PHASES];
    for (int i = 0; i < eachMs.length; i++) {
      latencyMs[i / threads] = Math.max(latencyMs[i / threads], eachMs[i]);
    }
    return latencyMs;
  }

  @ParameterizedTest
  @MethodSource("periodic")
  void requestsThatComeRegularlyEndAtTheirTimes(Case requests) {
    double[] expectedMs =
        Arrays.stream(requests.values.getOrDefault("latencies_in_steady_state_ms", "").split(" "))
            .mapToDouble(Double::parseDouble)
            .toArray();
    double[] latencyMs =
        latenciesMs(
            requests, regularly(requests), requests.number("request_cpu_ms"), requests.threads());
    int from = latencyMs.length / 2 / expectedMs.length * expectedMs.length;
    boolean found = false;
    for (int shift = 0; shift < expectedMs.length && !found; shift++) {
      found = true;
      for (int i = 0; i < expectedMs.length; i++) {
        double differenceMs = latencyMs[from + shift + i] - expectedMs[i];
        found &= Math.abs(differenceMs) < ROUNDING_MS;
      }
    }
    assertThat(found)
        .as("%s in %s", Arrays.toString(expectedMs), Arrays.toString(latencyMs))
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("periodic")
  void asManyPeriodsAreThrottledAsTheorySays(Case requests) {
    Observation seen =
        Simulation.run(
            scenario(
                requests,
                regularly(requests),
                requests.number("request_cpu_ms"),
                requests.threads()),
            0);
    double periods = (double) seen.windowNs() / requests.periodNs();
    long throttled = seen.metrics().figures().total(MetricNames.THROTTLED_PERIODS);
    // the window cuts a round of the pattern
    assertThat(throttled / periods)
        .isCloseTo(requests.value("share_of_periods_throttled"), within(0.03));
  }

  @ParameterizedTest
  @MethodSource("overloaded")
  void latencyGrowsWhenTheQuotaIsLessThanTheDemand(Case requests) {
    long[] arrivalNs = regularly(requests);
    double[] latencyMs =
        latenciesMs(requests, arrivalNs, requests.number("request_cpu_ms"), requests.threads());
    int half = latencyMs.length / 2;
    double grownMs = mean(latencyMs, half, latencyMs.length) - mean(latencyMs, 0, half);
    double perSecond = grownMs / ((arrivalNs[half] - arrivalNs[0]) / 1e9);
    double expected = requests.value("latency_growth_ms_per_s");
    assertThat(perSecond).isCloseTo(expected, within(0.03 * expected));
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  private static long[] regularly(Case requests) {
    int batch = (int) requests.number("requests_per_arrival");
    long everyNs = ns(requests.number("arrivals_every_ms"));
    int arrivals = (int) (PERIODS * requests.periodNs() / everyNs);
    long[] arrivalNs = new long[arrivals * batch];
    for (int i = 0; i < arrivalNs.length; i++) {
      arrivalNs[i] = i / batch * everyNs;
    }
    return arrivalNs;
  }

  private static double[] latenciesMs(Case job, long[] arrivalNs, double workMs, int workers) {
    double[] latencyMs = new double[arrivalNs.length];
    Simulation.run(
        scenario(job, arrivalNs, workMs, workers),
        0,
        (index, classIndex, cameNs, startNs, endNs, outcome) ->
            latencyMs[(int) index] = (endNs - cameNs) / 1e6,
        null);
    return latencyMs;
  }

  private static Scenario scenario(Case job, long[] arrivalNs, double workMs, int workers) {
    TraceTable trace =
        new TraceTable("trace.csv", arrivalNs, new int[arrivalNs.length], List.of(), new long[0][]);
    long endNs = arrivalNs[arrivalNs.length - 1] + job.periodNs();
    return QueueScenario.of(
            job.threads(),
            2 * job.threads() + 2,
            workers,
            Long.MAX_VALUE,
            new Arrivals.Trace(trace),
            List.of(new WorkStep.Cpu(null, new Distribution.Constant(ns(workMs)))),
            new Window(0, endNs, new long[0]),
            1)
        .withMachine(job.machine());
  }

  private static List<Case> cases() {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (CSVRecord row : ReferenceCase.rows(FAMILY)) {
      cases
          .computeIfAbsent(
              row.get("case_id"), id -> new Case(id, row.toMap(), new LinkedHashMap<>()))
          .values()
          .put(row.get("metric"), row.get("value"));
    }
    return new ArrayList<>(cases.values());
  }
}
