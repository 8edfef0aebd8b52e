package headroom.model.observe;

import headroom.model.go.collector.CollectorObserver;
import headroom.model.go.collector.CycleRecord;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The stops of the world in the measured window, what requests meet of the collector, and every
 * cycle for who wants them.
 */
public final class CollectorRecord implements CollectorObserver {
  private static final int DIGITS = 3;

  private final long fromNs;
  private final long toNs;
  private final LongSupplier clock;
  private final @Nullable Consumer<CycleRecord> listener;
  private final EncounterRecord encounters;
  private final Histogram pauses = new Histogram(DIGITS);
  private final Histogram stopping = new Histogram(DIGITS);
  private final Histogram otherPauses = new Histogram(DIGITS);

  /** Of the window from {@code fromNs} to {@code toNs}; {@code listener} is told of all cycles. */
  public CollectorRecord(
      long fromNs, long toNs, LongSupplier clock, @Nullable Consumer<CycleRecord> listener) {
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.clock = clock;
    this.listener = listener;
    encounters = new EncounterRecord(fromNs, toNs);
  }

  /** Registers the histograms of stops. */
  public void register(RuntimeMetrics metrics) {
    metrics.timeHistogram(MetricNames.GC_PAUSES, pauses);
    metrics.timeHistogram(MetricName.go("/sched/pauses/stopping/gc:seconds"), stopping);
  }

  /** Registers the histogram of stops of the world that are not the collector's. */
  public void registerOthers(RuntimeMetrics metrics) {
    metrics.timeHistogram(MetricName.go("/sched/pauses/total/other:seconds"), otherPauses);
  }

  /** What requests meet. */
  EncounterRecord encounters() {
    return encounters;
  }

  @Override
  public void cycleBegan(long askedNs) {
    encounters.cycleBegan(askedNs);
  }

  @Override
  public void paused(long stoppingNs, long totalNs) {
    long nowNs = clock.getAsLong();
    encounters.restarted(nowNs);
    if (nowNs >= fromNs && nowNs < toNs) {
      pauses.recordValue(totalNs);
      stopping.recordValue(stoppingNs);
    }
  }

  @Override
  public void pausedForOthers(long totalNs) {
    if (clock.getAsLong() >= fromNs && clock.getAsLong() < toNs) {
      otherPauses.recordValue(totalNs);
    }
  }

  @Override
  public void cycleEnded(CycleRecord cycle) {
    encounters.cycleEnded(clock.getAsLong());
    if (listener != null) {
      listener.accept(cycle);
    }
  }
}
