package headroom.model.observe;

import headroom.model.metrics.Metric;
import headroom.model.metrics.MetricReader;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.observe.Observation.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Follows all figures of the table: samples them into series, levels as they are and counters as
 * rates, and says what each came to between the end of the warm-up and the end of the window.
 */
public final class Sampler {
  private final long[] timesNs;
  private final List<Track> tracks = new ArrayList<>();
  private final List<SampledTrack> sampled = new ArrayList<>();
  private long lastNs;
  private int taken;

  /** A sampler of what is registered in {@code metrics}, at {@code timesNs}. */
  public Sampler(long[] timesNs, RuntimeMetrics metrics) {
    this.timesNs = timesNs;
    metrics.readBy(new Tracks());
  }

  /** The window begins: what counts per interval or over the window counts from now on. */
  public void begin(long nowNs) {
    lastNs = nowNs;
    sampled.forEach(SampledTrack::begin);
  }

  /** Takes the samples that are due and not taken yet. */
  public void catchUp(long nowNs) {
    while (taken < timesNs.length && timesNs[taken] <= nowNs) {
      double elapsedNs = Math.max(1, nowNs - lastNs);
      for (SampledTrack track : sampled) {
        track.sample(taken, elapsedNs);
      }
      lastNs = nowNs;
      taken++;
    }
  }

  /** The window is over, or the process has ended before that. */
  public void end(long nowNs) {
    catchUp(nowNs);
    sampled.forEach(SampledTrack::end);
  }

  /** The samples. */
  public Series series() {
    return new Series(
        Arrays.copyOf(timesNs, taken),
        sampled.stream().map(SampledTrack::seriesName).toList(),
        rows(sampled.stream().map(track -> track.values).toList()),
        rows(sampled.stream().map(SampledTrack::peaks).toList()));
  }

  /** What each figure came to, in the order of the table. */
  public WindowFigures figures() {
    return new WindowFigures(tracks.stream().map(Track::observed).toList());
  }

  private double[][] rows(List<double[]> all) {
    return all.stream().map(row -> Arrays.copyOf(row, taken)).toArray(double[][]::new);
  }

  /** One figure through the run. */
  private interface Track {
    MetricObservation observed();
  }

  /** Makes a track of each figure. */
  private final class Tracks implements MetricReader {
    @Override
    public void gauge(Metric metric, LongSupplier level, LongSupplier takePeak) {
      add(new GaugeTrack(metric, level, takePeak, timesNs.length));
    }

    @Override
    public void counter(Metric metric, LongSupplier count) {
      add(new CounterTrack(metric, count, timesNs.length));
    }

    @Override
    public void histogram(Metric metric, Histogram recorded) {
      tracks.add(() -> new MetricObservation.Values(metric, recorded));
    }

    private void add(SampledTrack track) {
      tracks.add(track);
      sampled.add(track);
    }
  }

  /** A figure with a series. */
  private abstract static class SampledTrack implements Track {
    final Metric metric;
    final double[] values;

    SampledTrack(Metric metric, int samples) {
      this.metric = metric;
      values = new double[samples];
    }

    abstract void begin();

    abstract void sample(int index, double elapsedNs);

    abstract void end();

    abstract String seriesName();

    double[] peaks() {
      return values;
    }
  }

  private static final class GaugeTrack extends SampledTrack {
    private final LongSupplier level;
    private final LongSupplier takePeak;
    private final double[] peaks;
    private double sum;
    private int samples;
    private long max;

    GaugeTrack(Metric metric, LongSupplier level, LongSupplier takePeak, int samples) {
      super(metric, samples);
      this.level = level;
      this.takePeak = takePeak;
      peaks = new double[samples];
    }

    @Override
    void begin() {
      peak(); // that of the warm-up
      max = level.getAsLong();
      sum = 0;
      samples = 0;
    }

    @Override
    void sample(int index, double elapsedNs) {
      values[index] = level.getAsLong();
      peaks[index] = peak();
      sum += values[index];
      samples++;
    }

    @Override
    void end() {
      peak();
    }

    private long peak() {
      long peak = takePeak.getAsLong();
      max = Math.max(max, peak);
      return peak;
    }

    @Override
    String seriesName() {
      return metric.name().text();
    }

    @Override
    double[] peaks() {
      return peaks;
    }

    @Override
    public MetricObservation observed() {
      return new MetricObservation.Gauge(metric, sum / samples, 1, max);
    }
  }

  private static final class CounterTrack extends SampledTrack {
    private static final long NS_PER_S = 1_000_000_000;

    private final LongSupplier count;
    private final double perSecond;
    private long atBegin;
    private long last;
    private long atEnd;

    CounterTrack(Metric metric, LongSupplier count, int samples) {
      super(metric, samples);
      this.count = count;
      perSecond = metric.inUnit(NS_PER_S);
    }

    @Override
    void begin() {
      atBegin = count.getAsLong();
      last = atBegin;
    }

    @Override
    void sample(int index, double elapsedNs) {
      long now = count.getAsLong();
      values[index] = (now - last) * perSecond / elapsedNs;
      last = now;
    }

    @Override
    void end() {
      atEnd = count.getAsLong();
    }

    @Override
    String seriesName() {
      return metric.name().rate();
    }

    @Override
    public MetricObservation observed() {
      return new MetricObservation.Counter(metric, atEnd - atBegin);
    }
  }
}
