package headroom.reports.chart;

import headroom.experiments.result.Curves.Series;
import headroom.experiments.result.Curves.Spectrum;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.reports.words.TimeComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Charts that a run and a sweep share. */
final class CommonCharts {
  /** Bands of more lines would cover each other. */
  private static final int MOST_BANDS = 3;

  private static final String BANDS =
      " Line: mean over replications; shaded: the least to the highest of them, also between two"
          + " samples.";

  private CommonCharts() {}

  /** Latency over percentiles, one line a point; null if nothing completed. */
  static @Nullable Chart spectrum(
      Map<String, PointResult> points, @Nullable Double sloP99Ms, String title) {
    Map<String, Spectrum> spectra = new LinkedHashMap<>();
    points.forEach((name, point) -> spectra.put(name, point.percentileSpectrum()));
    return spectra(spectra, sloP99Ms, title);
  }

  /** Latency over percentiles, one line each; null if all are empty. */
  static @Nullable Chart spectra(
      Map<String, Spectrum> spectra, @Nullable Double sloP99Ms, String title) {
    List<double[]> values = new ArrayList<>();
    Map<String, double[][]> lines = new LinkedHashMap<>();
    double widest = 0;
    for (Map.Entry<String, Spectrum> entry : spectra.entrySet()) {
      double[][] line = spectrum(entry.getValue());
      if (line[0].length > 0) {
        lines.put(entry.getKey(), line);
        values.add(line[1]);
        widest = Math.max(widest, line[0][line[0].length - 1]);
      }
    }
    if (lines.isEmpty()) {
      return null;
    }
    Axis y = Axes.latency("latency", withLimit(values, sloP99Ms));
    LineChart drawing = new LineChart(title, Axes.quantiles(widest), y);
    int index = 0;
    for (Map.Entry<String, double[][]> line : lines.entrySet()) {
      drawing.line(line.getKey(), line.getValue()[0], line.getValue()[1], index++);
    }
    if (sloP99Ms != null) {
      drawing.limit(sloP99Ms, "SLO: P99 ≤ " + FigureText.time(sloP99Ms));
    }
    return new Chart(
        "latency-percentiles",
        title,
        "How slow the slow ones are: each further nine takes the same room on the axis.",
        drawing);
  }

  /** Nines of the quantiles below 1, and latency there. */
  static double[][] spectrum(Spectrum spectrum) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < spectrum.quantile().size(); i++) {
      double quantile = spectrum.quantile().get(i);
      double latency = spectrum.latencyMs().get(i);
      if (quantile >= 0 && quantile < 1 && Double.isFinite(latency)) {
        x.add(Axes.nines(quantile));
        y.add(latency);
      }
    }
    return new double[][] {array(x), array(y)};
  }

  /**
   * Samples of one metric: means over replications, and the least and the highest of them; the
   * highest is also that between two samples.
   */
  record Samples(double[] timeS, double[] mean, double[] least, double[] highest) {
    boolean vary() {
      return !Arrays.equals(least, highest);
    }

    boolean isSameAs(Samples other) {
      return Arrays.equals(mean, other.mean) && Arrays.equals(highest, other.highest);
    }

    private boolean allZero() {
      return DoubleStream.of(highest).allMatch(value -> value == 0);
    }
  }

  /**
   * A series of runtime metrics over time, one line a point, so that it peaks where the text says
   * so; null if no point has it.
   */
  static @Nullable Chart overTime(
      String name,
      String title,
      String caption,
      Map<String, Samples> samples,
      DoubleFunction<String> label) {
    Map<String, Samples> lines = new LinkedHashMap<>(samples);
    if (lines.size() > 1) {
      lines.values().removeIf(Samples::allZero);
    }
    if (lines.isEmpty()) {
      return null;
    }
    double from = lines.values().stream().mapToDouble(l -> l.timeS[0]).min().orElse(0);
    double to =
        lines.values().stream().mapToDouble(l -> l.timeS[l.timeS.length - 1]).max().orElse(1);
    Axis x = Axes.span("simulated time", from, to, s -> FigureText.number(s) + " s");
    Axis y =
        Axes.fromZero(
            title.toLowerCase(Locale.ROOT),
            lines.values().stream().flatMapToDouble(l -> DoubleStream.of(l.highest)),
            label);
    LineChart drawing = new LineChart(title + " over time", x, y);
    boolean bands = lines.size() <= MOST_BANDS;
    int index = 0;
    for (Map.Entry<String, Samples> entry : lines.entrySet()) {
      Samples line = entry.getValue();
      if (bands && line.vary()) {
        drawing.band(line.timeS, line.least, line.highest, index);
      }
      double[] drawn = bands ? line.mean : line.highest;
      if (lines.size() == 1) {
        drawing.area(entry.getKey(), line.timeS, drawn, index++);
      } else {
        drawing.line(entry.getKey(), line.timeS, drawn, index++);
      }
    }
    boolean vary = lines.values().stream().anyMatch(Samples::vary);
    return new Chart(
        name,
        title + " over time",
        caption + (!vary ? "" : bands ? BANDS : " The highest over replications."),
        drawing);
  }

  /** Samples of one series, or null if the point does not have it. */
  static @Nullable Samples series(PointResult point, String name) {
    Series series = point.series();
    List<Double> values = series.values().get(name);
    if (values == null || values.isEmpty() || values.size() != series.timeS().size()) {
      return null;
    }
    return new Samples(
        array(series.timeS()),
        array(values),
        extreme(point.seriesMin(), name, values),
        extreme(point.seriesMax(), name, values));
  }

  private static double[] extreme(
      @Nullable Map<String, List<Double>> extremes, String name, List<Double> means) {
    List<Double> found = extremes == null ? null : extremes.get(name);
    return array(found == null || found.size() != means.size() ? means : found);
  }

  /** Stacked bars of where the time goes, one bar a label; null if there is no breakdown. */
  static @Nullable Chart breakdown(
      String name, String title, String caption, Axis x, List<Map<String, Double>> bars) {
    Set<String> components = new LinkedHashSet<>();
    for (Map<String, Double> bar : bars) {
      bar.forEach((component, ms) -> addIf(components, component, ms));
    }
    double highest = bars.stream().mapToDouble(CommonCharts::total).max().orElse(0);
    if (components.isEmpty() || highest <= 0) {
      return null;
    }
    Axis y = Axes.fromZero("time per request", DoubleStream.of(highest * 1.05), FigureText::time);
    StackedBars drawing = new StackedBars(title, x, y, bars.size());
    int index = 0;
    for (String component : components) {
      double[] values =
          bars.stream().mapToDouble(bar -> bar.getOrDefault(component, 0.0)).toArray();
      drawing.part(
          TimeComponents.name(component), values, ComponentColors.color(component, index++));
    }
    return new Chart(name, title, caption, drawing);
  }

  private static void addIf(Set<String> components, String component, double ms) {
    if (Double.isFinite(ms) && ms > 0) {
      components.add(component);
    }
  }

  private static double total(Map<String, Double> bar) {
    return bar.values().stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).sum();
  }

  static DoubleStream withLimit(List<double[]> values, @Nullable Double limit) {
    DoubleStream all = values.stream().flatMapToDouble(DoubleStream::of);
    return limit == null ? all : DoubleStream.concat(all, DoubleStream.of(limit));
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static double[] of(List<PointResult> points, Function<PointResult, Double> value) {
    return points.stream().mapToDouble(value::apply).toArray();
  }
}
