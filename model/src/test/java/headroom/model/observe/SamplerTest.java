package headroom.model.observe;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import headroom.model.metrics.MetricName;
import headroom.model.metrics.RuntimeMetrics;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** A level, a count and a time through a warm-up of 1 s and a window of 4 s, by hand. */
class SamplerTest {
  private static final long S = 1_000_000_000;
  private static final MetricName LEVEL = MetricName.word("level", "things");
  private static final MetricName WATCHED = MetricName.word("watched", "things");
  private static final MetricName COUNT = MetricName.word("count", "things");
  private static final MetricName TIME = MetricName.word("time", "seconds").withRate("in_use");
  private static final MetricName TIMES = MetricName.word("times", "seconds");

  private long level;
  private long peak;
  private long count;
  private long timeNs;
  private final Histogram times = new Histogram(3);

  /** Samples at 0.5, 2, 3 and 5 s; the window begins at 1 s. */
  private Sampler sampler() {
    RuntimeMetrics metrics = new RuntimeMetrics();
    metrics.gauge(LEVEL, () -> level);
    metrics.watchedGauge(WATCHED, () -> level, this::takePeak);
    metrics.counter(COUNT, () -> count);
    metrics.timeCounter(TIME, () -> timeNs);
    metrics.timeHistogram(TIMES, times);
    return new Sampler(new long[] {S / 2, 2 * S, 3 * S, 5 * S}, metrics);
  }

  private long takePeak() {
    long highest = peak;
    peak = level;
    return highest;
  }

  private void set(long newLevel, long newCount, long newTimeNs) {
    level = newLevel;
    peak = Math.max(peak, newLevel);
    count = newCount;
    timeNs = newTimeNs;
  }

  private Sampler run() {
    Sampler sampler = sampler();
    set(40, 10, S / 4);
    sampler.catchUp(S / 2);
    set(2, 30, S / 2);
    sampler.begin(S);
    set(9, 40, S); // and down again before the sample
    set(4, 50, S);
    sampler.catchUp(2 * S);
    set(6, 50, 2 * S);
    sampler.catchUp(3 * S);
    set(5, 70, 5 * S);
    sampler.end(5 * S);
    set(100, 1_000, 100 * S); // the last requests end
    return sampler;
  }

  @Test
  void levelsAndRatesAreSampled() {
    Observation.Series series = run().series();
    assertThat(series.timeNs()).containsExactly(S / 2, 2 * S, 3 * S, 5 * S);
    assertThat(series.names()).containsExactly("level", "watched", "count_per_s", "in_use");
    assertThat(series.values()[0]).containsExactly(40, 4, 6, 5);
    assertThat(series.peaks()[0]).containsExactly(40, 4, 6, 5);
    assertThat(series.values()[1]).containsExactly(40, 4, 6, 5);
    assertThat(series.peaks()[1]).containsExactly(40, 9, 6, 6);
    // 10 in 0.5 s; 20 in 1 s from the end of the warm-up; none in 1 s; 20 in 2 s
    assertThat(series.values()[2]).containsExactly(20, 20, 0, 10);
    assertThat(series.values()[3]).containsExactly(0.5, 0.5, 1, 1.5);
  }

  /** Neither the 40 of the warm-up nor the 100 after the window are seen. */
  @Test
  void theWindowIsFromTheEndOfTheWarmUpToItsOwn() {
    WindowFigures figures = run().figures();
    assertThat(figures.max(LEVEL)).isEqualTo(6);
    assertThat(figures.max(WATCHED)).isEqualTo(9);
    assertThat(figures.total(COUNT)).isEqualTo(40);
    assertThat(figures.total(TIME)).isEqualTo(9 * S / 2);
    assertThat(figures.all().get(0).said(4)).containsOnly(entry("mean", 5.0), entry("max", 6.0));
    assertThat(figures.all().get(2).said(4))
        .containsOnly(entry("total", 40.0), entry("per_s", 10.0));
    assertThat(figures.all().get(3).said(4).get("total")).isCloseTo(4.5, within(1e-9));
  }

  /** Another replication of the same, and one in which nothing happens. */
  @Test
  void replicationsArePooled() {
    times.recordValue(S);
    WindowFigures one = run().figures();
    level = 0;
    peak = 0;
    count = 0;
    timeNs = 0;
    Sampler idle = sampler();
    idle.begin(S);
    idle.end(5 * S);
    WindowFigures both = WindowFigures.NONE.plus(one).plus(idle.figures());
    assertThat(both.max(WATCHED)).isEqualTo(9);
    assertThat(both.total(COUNT)).isEqualTo(40);
    assertThat(both.recorded(TIMES).getTotalCount()).isEqualTo(2); // the same histogram twice
    assertThat(both.all().get(0).said(8)).containsEntry("mean", 2.5).containsEntry("max", 6.0);
    assertThat(both.all().get(2).said(8)).containsEntry("per_s", 5.0);
    assertThat(one.recorded(TIMES).getTotalCount()).isEqualTo(1);
  }

  @Test
  void quantilesAreOfWhatWasRecorded() {
    assertThat(run().figures().all().get(4).said(4)).isEqualTo(Map.of("count", 0.0));
    for (int i = 1; i <= 100; i++) {
      times.recordValue(i * S);
    }
    Map<String, Double> said = run().figures().all().get(4).said(4);
    assertThat(said.keySet()).containsExactly("count", "p50", "p99", "max");
    assertThat(said.get("p50")).isCloseTo(50, within(0.05));
    assertThat(said.get("p99")).isCloseTo(99, within(0.1));
  }

  @Test
  void aFigureThatNobodyKeepsIsNamed() {
    assertThatThrownBy(() -> new WindowFigures(List.of()).total(COUNT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nobody has registered count");
  }
}
