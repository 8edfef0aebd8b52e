package headroom.reports.words;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.result.Crash;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KneeTest {
  private static final double MIB = 1 << 20;

  /** P99 is 4.6 times the mean: 46, 23, 18.4, 17.5 and 18.4 ms. */
  private static Result gogc() {
    List<PointResult> points = new ArrayList<>();
    points.add(point("off", 4.0, 4000));
    points.add(point(50L, 10.0, 100));
    points.add(point(100L, 5.0, 140));
    points.add(point(200L, 4.0, 220));
    points.add(point(400L, 3.8, 380));
    return SampleResults.result("gogc", points);
  }

  private static PointResult point(Object gogc, double meanMs, double residentMib) {
    PointResult base = SampleResults.point(Map.of("runtime.gogc", gogc), 0.5, meanMs, 8);
    Map<String, MetricResult> metrics = new LinkedHashMap<>(base.metrics());
    metrics.put("rss", new MetricResult("gauge", "bytes", Map.of("max", residentMib * MIB)));
    return new PointResult(
        base.parameters(),
        base.requests(),
        new ProcessFigures(base.cpu(), base.runtime(), base.levels(), metrics),
        base.curves(),
        base.verdict(),
        base.conduct());
  }

  private static List<PointResult> line(Result result) {
    SweepAxis axis = requireNonNull(Knee.axis(SweepAxis.of(result)));
    return requireNonNull(Knee.groups(result, axis).get(""));
  }

  @Test
  void offIsBehindAllNumbers() {
    List<SweepAxis> axes = SweepAxis.of(gogc());
    assertThat(axes.get(0).values()).containsExactly(50L, 100L, 200L, 400L, "off");
    assertThat(axes.get(0).numeric()).isFalse();
  }

  @Test
  void theKneeIsTheLeastMemoryThatIsAsGoodAsTheBest() {
    PointResult knee = requireNonNull(Knee.of(line(gogc())));
    assertThat(knee.parameters()).containsEntry("runtime.gogc", 200L);
    assertThat(Headlines.of(gogc()))
        .anyMatch(
            s ->
                s.equals(
                    "More memory buys hardly any P99 beyond GOGC 200 (P99 18.4 ms with up to 220 MiB"
                        + " resident): all that takes more is at most 10% faster."));
  }

  @Test
  void whereNothingIsTradedThereIsNone() {
    List<PointResult> alike =
        List.of(point(50L, 4.0, 100), point(100L, 3.9, 200), point(200L, 3.8, 400));
    assertThat(Knee.of(alike)).isNull();
    List<PointResult> falling =
        List.of(point(50L, 9.0, 100), point(100L, 6.0, 200), point(200L, 4.0, 400));
    assertThat(Knee.isTraded(falling)).isTrue();
    assertThat(Knee.of(falling)).isNull();
    assertThat(Knee.axis(SweepAxis.of(SampleResults.load(100, 200, 300)))).isNull();
  }

  /** The fastest is fast because requests no longer assist. */
  @Test
  void whereTheLimiterCameOnIsNoSettingToAimAt() {
    List<PointResult> points = new ArrayList<>(line(gogc()));
    PointResult limited = point(10L, 3.0, 80);
    Map<String, MetricResult> metrics = new LinkedHashMap<>(limited.metrics());
    metrics.put(
        "/gc/limiter/last-enabled:gc-cycle",
        new MetricResult("gauge", "gc-cycle", Map.of("mean", 20.0, "max", 40.0)));
    points.add(
        0,
        new PointResult(
            limited.parameters(),
            limited.requests(),
            new ProcessFigures(limited.cpu(), limited.runtime(), limited.levels(), metrics),
            limited.curves(),
            limited.verdict(),
            limited.conduct()));
    assertThat(requireNonNull(Knee.of(points)).parameters()).containsEntry("runtime.gogc", 200L);
  }

  @Test
  void whatDidNotLiveIsNoSetting() {
    List<PointResult> points = new ArrayList<>(gogc().points());
    PointResult dead = point(25L, 3.0, 60);
    points.add(
        new PointResult(
            dead.parameters(),
            dead.requests(),
            dead.process(),
            dead.curves(),
            new PointResult.Verdict(
                dead.stability(), null, new Crash(1, "killed (OOM)", Map.of()), null),
            dead.conduct()));
    assertThat(line(SampleResults.result("dead", points))).hasSize(5);
  }
}
