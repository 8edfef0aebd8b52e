package headroom.theory;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.random.Distribution;
import headroom.testing.DistributionWords;
import headroom.testing.ParallelReplications;
import headroom.testing.QueueScenario;
import headroom.testing.RatioEstimate;
import headroom.testing.ReferenceCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pauses of family {@code 11}: stops of the world, which no step of a request asks for.
 *
 * <p>Left out, for nothing in the model makes a core faster or slower at random instants, are the
 * cases of a speed that alternates.
 */
class PausesTest {
  private static final String FAMILY = "11-pauses-and-slowdowns";
  private static final int REPLICATIONS = 48;
  private static final double FEW = 3e5;
  private static final double MANY = 4e6;
  private static final Pattern PERCENTILE = Pattern.compile("response_p(\\d+)_ms");

  /** More than ten relaxation times, and 70 pauses. */
  private static final double WARM_UP_MS = 15_000;

  /** What is estimated of one replication. */
  private static final class Tally {
    long requests;
    double responseMs;
    double completionMs;
    double windowMs;
    double pausedShare;
    final Map<String, Long> above = new TreeMap<>();
  }

  static List<ReferenceCase> pauses() {
    return ReferenceCase.family(FAMILY).stream().filter(c -> c.has("pause_ms")).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pause_m_exponential_1_lam50.0_up200_pause20.0",
        "pause_mmc_c4_lam280.0_up200_pause20",
        "pause_mmc_c8_lam640.0_up200_pause20"
      })
  void agreeWithTheory(String id) {
    check(ReferenceCase.of(FAMILY, id), FEW, 0.03);
  }

  /** A pause of an idle server holds whoever arrives in it. */
  @Test
  void pausesHitAnIdleServerToo() {
    List<Long> times = new ArrayList<>();
    long ms = 1_000_000;
    PausedServers.run(
        new PausedServers.Plan(1, () -> 110 * ms, () -> 10 * ms, () -> 100 * ms, 20 * ms),
        200 * ms,
        (arrivalNs, startNs, endNs) -> times.addAll(List.of(arrivalNs, startNs, endNs)));
    assertThat(times).containsExactly(110 * ms, 120 * ms, 130 * ms);
  }

  @ParameterizedTest
  @MethodSource("pauses")
  @Tag("long")
  void agreeWithTheoryInFullPrecision(ReferenceCase reference) {
    check(reference, MANY, 0.02);
  }

  /**
   * One mistake is as good as right in a run of four million: that pauses happen only while a
   * request runs, see {@link #pausesHitAnIdleServerToo}.
   */
  @Test
  @Tag("long")
  void mistakesWouldShow() {
    List<Tally> tallies = null;
    int tested = 0;
    for (CSVRecord row : ReferenceCase.rows("discriminators")) {
      if (row.get("case_id").startsWith("pause") && !row.get("mistake").contains("only while")) {
        ReferenceCase reference = ReferenceCase.of(FAMILY, row.get("case_id"));
        tallies = tallies == null ? tallies(reference, MANY) : tallies;
        RatioEstimate response = estimate(tallies, t -> t.responseMs, t -> t.requests);
        assertThat(response.studentT(Double.parseDouble(row.get("right_value"))))
            .isBetween(-4.0, 4.0);
        double mistaken = response.studentT(Double.parseDouble(row.get("value_under_the_mistake")));
        assertThat(Math.abs(mistaken)).as(row.get("mistake")).isGreaterThan(4);
        tested++;
      }
    }
    assertThat(tested).isEqualTo(3);
  }

  private static void check(ReferenceCase reference, double requests, double allowed) {
    List<Tally> tallies = tallies(reference, requests);
    int judged = 0;
    for (Map.Entry<String, Double> value : reference.values().entrySet()) {
      String metric = value.getKey();
      double golden = value.getValue();
      Matcher percentile = PERCENTILE.matcher(metric);
      if (percentile.matches()) {
        double tail = 1 - Double.parseDouble("0." + percentile.group(1));
        if (requests == MANY || tail > 0.005) { // few long waits are in few busy periods
          judge(
              reference,
              metric,
              estimate(tallies, t -> t.above.getOrDefault(metric, 0L), t -> t.requests),
              tail,
              1);
          judged++;
        }
        continue;
      }
      RatioEstimate estimate =
          switch (metric) {
            case "mean_response_ms" -> estimate(tallies, t -> t.responseMs, t -> t.requests);
            case "mean_number_in_system" -> estimate(tallies, t -> t.responseMs, t -> t.windowMs);
            case "share_of_time_paused" -> estimate(tallies, t -> t.pausedShare, t -> 1);
            case "mean_completion_time_of_one_request_ms" ->
                estimate(tallies, t -> t.completionMs, t -> t.requests);
            default -> null; // follows from the parameters
          };
      if (estimate != null) {
        judge(reference, metric, estimate, golden, metric.equals("mean_response_ms") ? allowed : 1);
        judged++;
      }
    }
    assertThat(judged).isGreaterThanOrEqualTo(7);
  }

  private static void judge(
      ReferenceCase reference, String metric, RatioEstimate estimate, double golden, double error) {
    String what = reference.id() + " " + metric + ": " + estimate.estimate();
    assertThat(estimate.studentT(golden)).as(what).isBetween(-4.0, 4.0);
    assertThat(estimate.standardError(golden) / golden).as(what).isLessThan(error);
  }

  private static List<Tally> tallies(ReferenceCase reference, double requests) {
    double windowMs = requests / REPLICATIONS / reference.number("arrival_rate_per_s") * 1000;
    return ParallelReplications.run(0, REPLICATIONS, 2, r -> tally(reference, windowMs, r));
  }

  private static Tally tally(ReferenceCase reference, double windowMs, int replication) {
    long fromNs = QueueScenario.ns(WARM_UP_MS);
    long toNs = fromNs + QueueScenario.ns(windowMs);
    long lengthNs = toNs + fromNs;
    Distribution gap = new Distribution.Exponential(1e9 / reference.number("arrival_rate_per_s"));
    Distribution between =
        new Distribution.Exponential(reference.number("mean_time_between_pauses_ms") * 1e6);
    PausedServers.Plan plan =
        new PausedServers.Plan(
            (int) reference.number("servers"),
            PausedServers.draws(gap, replication, "arrivals"),
            PausedServers.draws(
                DistributionWords.parse(reference.text("service_yaml")), replication, "service"),
            PausedServers.draws(between, replication, "pauses"),
            QueueScenario.ns(reference.number("pause_ms")));
    Tally tally = new Tally();
    tally.windowMs = windowMs;
    List<String> percentiles =
        reference.values().keySet().stream().filter(m -> PERCENTILE.matcher(m).matches()).toList();
    long pausedNs =
        PausedServers.run(
            plan,
            lengthNs,
            (arrivalNs, startNs, endNs) -> {
              if (arrivalNs < fromNs || arrivalNs >= toNs) {
                return;
              }
              double responseMs = (endNs - arrivalNs) / 1e6;
              tally.requests++;
              tally.responseMs += responseMs;
              tally.completionMs += (endNs - startNs) / 1e6;
              for (String percentile : percentiles) {
                if (responseMs > reference.value(percentile)) {
                  tally.above.merge(percentile, 1L, Long::sum);
                }
              }
            });
    tally.pausedShare = (double) pausedNs / lengthNs;
    return tally;
  }

  private static RatioEstimate estimate(
      List<Tally> tallies, ToDoubleFunction<Tally> numerator, ToDoubleFunction<Tally> denominator) {
    return new RatioEstimate(
        tallies.stream().mapToDouble(numerator).toArray(),
        tallies.stream().mapToDouble(denominator).toArray());
  }
}
