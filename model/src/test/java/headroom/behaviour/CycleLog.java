package headroom.behaviour;

import headroom.model.go.collector.CollectorObserver;
import headroom.model.go.collector.CycleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The cycles of a run, in their order, and its pauses. */
final class CycleLog implements CollectorObserver {
  private final List<CycleRecord> cycles = new ArrayList<>();
  private final List<Long> pauseNs = new ArrayList<>();

  @Override
  public void paused(long stoppingNs, long totalNs) {
    pauseNs.add(totalNs);
  }

  @Override
  public void cycleEnded(CycleRecord cycle) {
    cycles.add(cycle);
  }

  List<CycleRecord> all() {
    return cycles;
  }

  /** The cycles after the first {@code count}, in which the pacer learns. */
  List<CycleRecord> after(int count) {
    return cycles.subList(Math.min(count, cycles.size()), cycles.size());
  }

  List<Long> pauseNs() {
    return pauseNs;
  }

  /** The mean of a figure over the cycles after the first {@code count}. */
  double meanAfter(int count, ToLongFunction<CycleRecord> figure) {
    return after(count).stream().mapToLong(figure).average().orElse(Double.NaN);
  }
}
