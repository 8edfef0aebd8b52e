package headroom.model.workload.program;

import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.runtime.GoRuntime;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import java.util.ArrayDeque;

/** The goroutines of a replication that range over tickers, and what they have computed. */
final class Tickers {
  private final Scheduler scheduler;
  private final ProgramHeap heap;
  private final CostProfile costs;
  private final ArrayDeque<TickerLoop> dead = new ArrayDeque<>();
  private long alive;
  private long most;
  private long computedNs;

  Tickers(GoRuntime runtime, CostProfile costs) {
    scheduler = runtime.scheduler();
    heap = runtime.collector().heap();
    this.costs = costs;
  }

  /** The program starts with {@code count} of them, each with a ticker of {@code periodNs}. */
  void born(int count, long periodNs) {
    for (int i = 0; i < count; i++) {
      lives(new TickerLoop(this, scheduler, heap, costs)).born(periodNs);
    }
  }

  /** {@code self}, which is running, starts one. */
  TickerLoop start(Goroutine self, long periodNs) {
    TickerLoop idle = dead.pollLast();
    TickerLoop loop = lives(idle == null ? new TickerLoop(this, scheduler, heap, costs) : idle);
    loop.start(self, periodNs);
    return loop;
  }

  private TickerLoop lives(TickerLoop loop) {
    alive++;
    most = Math.max(most, alive);
    return loop;
  }

  /** One of them computes for {@code ns}. */
  void compute(long ns) {
    computedNs += ns;
  }

  /** {@code loop} has returned, and may be used again. */
  void ended(TickerLoop loop) {
    assert alive > 0 : "more tickers end than have begun";
    alive--;
    dead.addLast(loop);
  }

  /** Registers how many there are, and the CPU that they have used. */
  void register(RuntimeMetrics metrics) {
    metrics.watchedGauge(MetricNames.TICKERS, () -> alive, this::takeMost);
    metrics.timeCounter(MetricNames.TICKER_CPU, () -> computedNs);
  }

  private long takeMost() {
    long highest = most;
    most = alive;
    return highest;
  }
}
