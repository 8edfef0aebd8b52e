package headroom.theory;

import static headroom.testing.QueueScenario.ns;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.observe.Observation;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.testing.ParallelReplications;
import headroom.testing.QueueScenario;
import headroom.testing.QueueScenario.Discipline;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** M/M/1 from empty at given instants: family {@code 17}, over many short replications. */
class TransientTest {
  private static final Pattern METRIC =
      Pattern.compile("(mean_number_in_system|p_empty)_at_(\\d+)_ms");
  private static final long SEED = 17;

  /** The mean at 10 ms varies most: twice its value, so 1 % takes 4 10^4 replications. */
  private static final int SHORT_REPLICATIONS = 60_000;

  /** From 100 ms on; the number varies most, relative to its mean, at a low load. */
  private static final int LONG_REPLICATIONS = 16_000;

  private static final int LONG_REPLICATIONS_LOW_LOAD = 22_000;
  private static final double LOW_LOAD = 0.6;

  /**
   * With fewer expected events the count is compared as a Poisson one, with an error of 1 at least.
   */
  private static final double FEWEST_EVENTS = 50;

  private static final long SHORT_MS = 50;
  private static final double PRECISION = 0.01;

  private record Deviation(String name, double studentT, double relativeError) {}

  @Test
  void theFirstHundredthOfASecondOfThreeCasesAgrees() {
    for (String id : List.of("mm1_empty_rho0.5", "mm1_empty_rho0.9", "mm1_empty_rho1.2")) {
      for (Deviation seen : study(ReferenceCase.of("17-transient", id), 0, 10, 8000, 2)) {
        assertThat(Math.abs(seen.studentT())).as(seen.toString()).isLessThanOrEqualTo(4);
        assertThat(seen.relativeError()).as(seen.toString()).isLessThan(3 * PRECISION);
      }
    }
  }

  /** The row of the discriminators that takes the state after a second for the stationary one. */
  @Test
  void afterASecondTheQueueIsNotStationary() {
    ReferenceCase reference = ReferenceCase.of("17-transient", "mm1_empty_rho0.95");
    String metric = "mean_number_in_system_at_1000_ms";
    CSVRecord row =
        ReferenceCase.rows("discriminators").stream()
            .filter(r -> r.get("case_id").equals(reference.id()))
            .findFirst()
            .orElseThrow();
    assertThat(row.get("metric")).isEqualTo(metric);
    Scenario scenario = scenario(reference, List.of(1000L));
    double[] seen =
        ParallelReplications.run(0, 4000, 2, r -> inSystem(scenario, r)).stream()
            .mapToDouble(n -> n[0])
            .toArray();
    double[] ones = new double[seen.length];
    java.util.Arrays.fill(ones, 1);
    RatioEstimate estimate = new RatioEstimate(seen, ones);
    double mistaken = Double.parseDouble(row.get("value_under_the_mistake"));
    assertThat(Math.abs(estimate.studentT(reference.value(metric)))).isLessThanOrEqualTo(4);
    assertThat(Math.abs(estimate.studentT(mistaken))).isGreaterThan(4);
  }

  @Test
  @Tag("long")
  void everyInstantOfEveryCaseAgrees() throws IOException {
    List<Deviation> all = new ArrayList<>();
    for (ReferenceCase reference : ReferenceCase.family("17-transient")) {
      all.addAll(study(reference, 0, SHORT_MS, SHORT_REPLICATIONS, 2));
      boolean low = reference.number("rho") < LOW_LOAD;
      int replications = low ? LONG_REPLICATIONS_LOW_LOAD : LONG_REPLICATIONS;
      all.addAll(study(reference, SHORT_MS + 1, Long.MAX_VALUE, replications, 2));
    }
    double rms =
        Math.sqrt(all.stream().mapToDouble(d -> d.studentT() * d.studentT()).average().orElse(0));
    double largest = all.stream().mapToDouble(d -> Math.abs(d.studentT())).max().orElse(0);
    String table =
        String.format(
            Locale.ROOT,
            "| family | cases | values | rms t | max abs t | above 3 |%n| --- | --- | --- | --- |"
                + " --- | --- |%n| 17-transient | 6 | %d | %.2f | %.2f | %d |%n",
            all.size(),
            rms,
            largest,
            all.stream().filter(d -> Math.abs(d.studentT()) > 3).count());
    System.out.print(table);
    Files.writeString(Path.of("target", "theory-transient.md"), table);
    assertThat(all).hasSize(84);
    assertThat(largest).as(all.toString()).isLessThanOrEqualTo(4);
    assertThat(rms).isBetween(0.8, 1.3);
    assertThat(all).allMatch(d -> d.name().contains("p_empty") || d.relativeError() <= PRECISION);
  }

  /** The case's values at instants from {@code fromMs} to {@code toMs}. */
  private static List<Deviation> study(
      ReferenceCase reference, long fromMs, long toMs, int replications, int threads) {
    TreeSet<Long> instants = new TreeSet<>();
    for (String metric : reference.values().keySet()) {
      long instantMs = instantMs(metric);
      if (instantMs >= fromMs && instantMs <= toMs) {
        instants.add(instantMs);
      }
    }
    List<Long> instantsMs = List.copyOf(instants);
    Scenario scenario = scenario(reference, instantsMs);
    List<double[]> numbers =
        ParallelReplications.run(0, replications, threads, r -> inSystem(scenario, r));
    List<Deviation> deviations = new ArrayList<>();
    for (int i = 0; i < instantsMs.size(); i++) {
      int instant = i;
      String at = "_at_" + instantsMs.get(i) + "_ms";
      double[] mean = numbers.stream().mapToDouble(n -> n[instant]).toArray();
      double[] empty = numbers.stream().mapToDouble(n -> n[instant] == 0 ? 1 : 0).toArray();
      deviations.add(deviation(reference, "mean_number_in_system" + at, mean));
      deviations.add(deviation(reference, "p_empty" + at, empty));
    }
    return deviations;
  }

  private static Scenario scenario(ReferenceCase reference, List<Long> instantsMs) {
    long[] sampleTimesNs = instantsMs.stream().mapToLong(ms -> ns(ms)).toArray();
    long lastNs = sampleTimesNs[sampleTimesNs.length - 1];
    return QueueScenario.of(
        Discipline.FIRST_COME,
        1,
        Long.MAX_VALUE,
        new Arrivals.Poisson(reference.number("arrival_rate_per_s")),
        new Distribution.Exponential(ns(reference.number("mean_service_ms"))),
        new Window(0, lastNs + 1, sampleTimesNs),
        SEED + reference.id().hashCode());
  }

  private static double[] inSystem(Scenario scenario, int replication) {
    Observation.Series series = Simulation.run(scenario, replication).series();
    return series.values()[series.names().indexOf("in_system")];
  }

  private static Deviation deviation(ReferenceCase reference, String metric, double[] seen) {
    double[] ones = new double[seen.length];
    java.util.Arrays.fill(ones, 1);
    RatioEstimate estimate = new RatioEstimate(seen, ones);
    double golden = reference.value(metric);
    double expected = golden * seen.length;
    if (expected < FEWEST_EVENTS) {
      double error = Math.sqrt(Math.max(1, expected));
      double count = estimate.estimate() * seen.length;
      return new Deviation(
          reference.id() + " " + metric, (count - expected) / error, error / expected);
    }
    return new Deviation(
        reference.id() + " " + metric,
        estimate.studentT(golden),
        estimate.standardError(golden) / golden);
  }

  private static long instantMs(String metric) {
    Matcher matcher = METRIC.matcher(metric);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no instant in " + metric);
    }
    return Long.parseLong(matcher.group(2));
  }
}
