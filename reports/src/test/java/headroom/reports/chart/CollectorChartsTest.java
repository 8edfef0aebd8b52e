package headroom.reports.chart;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.result.CollectorTimes;
import headroom.experiments.result.CollectorTimes.Met;
import headroom.experiments.result.Curves;
import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.MetricResult;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.ProcessFigures;
import headroom.experiments.result.RequestTimes;
import headroom.experiments.result.Result;
import headroom.reports.SampleResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class CollectorChartsTest {
  private static final double MIB = 1 << 20;
  private static final double OFF = Long.MAX_VALUE;

  /** A heap between 60 and 120 MiB, a cycle every ten samples. */
  private static Result allocating(double limitBytes) {
    Result base = SampleResults.single();
    PointResult point = base.points().get(0);
    List<Double> time = point.series().timeS();
    Map<String, List<Double>> series = new LinkedHashMap<>(point.series().values());
    for (String name :
        List.of(
            "/memory/classes/heap/objects:bytes",
            "/gc/heap/goal:bytes",
            "heap_trigger",
            "/gc/heap/live:bytes",
            "rss",
            "cores_used",
            "gc_cores",
            "/cpu/classes/gc/mark/assist:cpu-seconds/second",
            "/cpu/classes/gc/mark/idle:cpu-seconds/second",
            "/cpu/classes/gc/pause:cpu-seconds/second")) {
      series.put(name, new ArrayList<>());
    }
    for (int i = 0; i < time.size(); i++) {
      boolean ends = i % 10 == 9;
      requireNonNull(series.get("/memory/classes/heap/objects:bytes"))
          .add((60 + 6.0 * (i % 10)) * MIB);
      requireNonNull(series.get("/gc/heap/goal:bytes")).add(120 * MIB);
      requireNonNull(series.get("heap_trigger")).add(110 * MIB);
      requireNonNull(series.get("/gc/heap/live:bytes")).add(60 * MIB);
      requireNonNull(series.get("rss")).add(140 * MIB);
      requireNonNull(series.get("cores_used")).add(1.5);
      requireNonNull(series.get("gc_cores")).add(ends ? 3.0 : 0);
      requireNonNull(series.get("/cpu/classes/gc/mark/assist:cpu-seconds/second"))
          .add(ends ? 1.0 : 0);
      requireNonNull(series.get("/cpu/classes/gc/mark/idle:cpu-seconds/second")).add(0.0);
      requireNonNull(series.get("/cpu/classes/gc/pause:cpu-seconds/second")).add(ends ? 0.02 : 0);
    }
    Map<String, MetricResult> metrics = new LinkedHashMap<>(point.metrics());
    metrics.put(
        "/gc/gomemlimit:bytes", new MetricResult("gauge", "bytes", Map.of("max", limitBytes)));
    metrics.put(
        "/sched/pauses/total/gc:seconds",
        new MetricResult(
            "histogram", "seconds", Map.of("p50", 40e-6, "p99", 300e-6, "max", 1.2e-3)));
    PointResult allocating =
        new PointResult(
            point.parameters(),
            point.requests(),
            new ProcessFigures(point.cpu(), point.runtime(), point.levels(), metrics),
            new Curves(point.percentileSpectrum(), new Series(time, series), null, null),
            new PointResult.Verdict(point.stability(), null, null, null),
            point.conduct());
    return SampleResults.result("allocating", List.of(allocating));
  }

  private static Chart chart(Result result, String name) {
    return Charts.of(result).stream()
        .filter(chart -> chart.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Chart chart) {
    return Jsoup.parse(ChartFiles.svg(chart), "", Parser.xmlParser()).select("text").eachText();
  }

  @Test
  void theHeapIsDrawnInMebibytes() {
    Chart chart = chart(allocating(OFF), "heap");
    assertThat(texts(chart))
        .contains("objects", "goal", "trigger", "marked by the last cycle", "resident", "100 MiB")
        .noneMatch(text -> text.contains("GOMEMLIMIT"));
    assertThat(chart.caption()).doesNotContain("GOMEMLIMIT");
  }

  @Test
  void aLimitIsDrawnWhereItCanBeSeen() {
    assertThat(texts(chart(allocating(200 * MIB), "heap"))).contains("GOMEMLIMIT 200 MiB");
    Chart far = chart(allocating(4096 * MIB), "heap");
    assertThat(texts(far)).noneMatch(text -> text.contains("GOMEMLIMIT"));
    assertThat(far.caption()).endsWith("GOMEMLIMIT, 4 GiB, is far above.");
  }

  /** 3 Ps in one of ten samples are 0.3 of 1.5 cores. */
  @Test
  void theShareIsOfTheCpuThatIsUsed() {
    Chart chart = chart(allocating(OFF), "collector-cpu");
    assertThat(texts(chart))
        .contains("collector", "assists")
        .doesNotContain("idle workers", "stops");
    double[] time =
        allocating(OFF).points().get(0).series().timeS().stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    double[] rates = new double[time.length];
    for (int i = 9; i < rates.length; i += 10) {
      rates[i] = 3;
    }
    Intervals intervals = new Intervals(time);
    double[] means = intervals.means(rates);
    assertThat(means).hasSize(intervals.middles().length).hasSizeLessThanOrEqualTo(30);
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    assertThat(sum / means.length).isCloseTo(0.3, within(0.02));
  }

  @Test
  void stopsSayHowLongTheyTake() {
    assertThat(chart(allocating(OFF), "collector-stops").caption())
        .contains("half take up to 40 µs, 99% up to 300 µs, the longest 1.2 ms");
  }

  /** Of 1000 requests 12 helped to mark: too few for a curve. */
  @Test
  void requestsAreDrawnByWhatTheyMet() {
    Spectrum fast = new Spectrum(List.of(0.0, 0.5, 0.9, 1.0), List.of(1.0, 4.0, 9.0, 12.0));
    Spectrum slow = new Spectrum(List.of(0.0, 0.5, 0.9, 1.0), List.of(2.0, 11.0, 30.0, 60.0));
    Map<String, Met> met = new LinkedHashMap<>();
    met.put("assist", new Met(12, 0.012, 0.5, 12, 11, 60));
    met.put("stop", new Met(230, 0.23, 0.4, 12, 11, 60));
    met.put("marking", new Met(0, 0, 0, Double.NaN, Double.NaN, Double.NaN));
    met.put("nothing", new Met(758, 0.758, 0.1, 5, 4, 12));
    Map<String, Spectrum> spectra = new LinkedHashMap<>();
    spectra.put("assist", slow);
    spectra.put("stop", slow);
    spectra.put("nothing", fast);
    Chart chart = chart(meeting(new CollectorTimes(met, Map.of(), spectra)), "collector-requests");
    assertThat(texts(chart))
        .contains("met a stop of the world, 23%", "met no cycle, 75.8%", "P90", "10 ms")
        .noneMatch(text -> text.contains("helped") || text.contains("marking only"));
    spectra.remove("nothing");
    assertThat(Charts.of(meeting(new CollectorTimes(met, Map.of(), spectra))))
        .noneMatch(drawn -> drawn.name().equals("collector-requests"));
    assertThat(Charts.of(meeting(new CollectorTimes(met, Map.of(), null))))
        .noneMatch(drawn -> drawn.name().equals("collector-requests"));
  }

  /** A run that allocates, in which requests met {@code times}. */
  private static Result meeting(CollectorTimes times) {
    PointResult point = allocating(OFF).points().get(0);
    RequestTimes before = point.requests().times();
    PointResult met =
        new PointResult(
            point.parameters(),
            new PointResult.Requests(
                new RequestTimes(
                    before.latencyMs(),
                    before.byClass(),
                    before.breakdowns(),
                    before.byStep(),
                    before.byResource(),
                    times),
                point.requests().counts()),
            point.process(),
            point.curves(),
            point.verdict(),
            point.conduct());
    return SampleResults.result("allocating", List.of(met));
  }

  @Test
  void aProgramThatDoesNotAllocateHasNone() {
    assertThat(Charts.of(SampleResults.single()).stream().map(Chart::name))
        .doesNotContain("heap", "collector-cpu", "collector-stops", "collector-requests");
  }

  @Test
  void oneSampleIsEnough() {
    Intervals one = new Intervals(new double[] {2});
    assertThat(one.means(new double[] {7})).containsExactly(7);
    assertThat(one.middles()).containsExactly(2);
  }
}
