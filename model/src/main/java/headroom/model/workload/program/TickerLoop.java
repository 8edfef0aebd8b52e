package headroom.model.workload.program;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.Timer;
import headroom.model.go.WaitReason;
import headroom.model.go.collector.ProgramHeap;
import headroom.model.go.scheduler.Scheduler;

/**
 * {@code for range ticker.C {}}: a goroutine that is woken once in a period, on a grid from the
 * ticker's start; ticks that come while it is not ready are dropped. Source: {@code
 * runtime/time.go:unlockAndRun}. A ticker that nobody reads costs no CPU, since Go 1.23. Each tick
 * takes CPU: the timer is put back into its heap, a value goes through the channel, and the
 * goroutine runs.
 */
final class TickerLoop implements GoroutineBody {
  /** With a longer period its memory has left the caches by the next tick. See {@link Cost}. */
  private static final long CACHED_NS = 5_000_000;

  private final Tickers all;
  private final Scheduler scheduler;
  private final ProgramHeap heap;
  private final CostProfile costs;
  private final Timer timer;
  private final Goroutine goroutine;
  private long startNs;
  private long periodNs;
  private long tickCpuNs;
  private boolean stopped;

  /** Whether the tick that woke it has been paid for. */
  private boolean paid;

  TickerLoop(Tickers all, Scheduler scheduler, ProgramHeap heap, CostProfile costs) {
    this.all = all;
    this.costs = costs;
    this.scheduler = scheduler;
    this.heap = heap;
    goroutine = scheduler.newGoroutine(this);
    timer = new Timer(goroutine);
  }

  /** The program starts with it. */
  void born(long itsPeriodNs) {
    begin(itsPeriodNs);
    scheduler.bornRunnable(goroutine);
  }

  /** A running goroutine starts it. */
  void start(Goroutine self, long itsPeriodNs) {
    begin(itsPeriodNs);
    heap.starts(self, goroutine);
    heap.ticks(self, goroutine);
    scheduler.ready(goroutine);
  }

  /** A running goroutine stops the ticker and ends the loop. */
  void stop() {
    stopped = true;
    if (goroutine.waitReason() == WaitReason.CHANNEL_RECEIVE && timer.isPending()) {
      scheduler.stopTimer(timer);
      scheduler.ready(goroutine);
    }
  }

  @Override
  public Action resume(Goroutine self) {
    if (stopped) {
      heap.ends(self);
      all.ended(this);
      return Action.EXIT;
    }
    if (!paid && tickCpuNs > 0) {
      paid = true;
      self.demandNs = tickCpuNs;
      all.compute(tickCpuNs);
      return Action.COMPUTE;
    }
    paid = false;
    long since = scheduler.now() - startNs;
    scheduler.park(self, WaitReason.CHANNEL_RECEIVE);
    scheduler.startTimer(timer, startNs + (since / periodNs + 1) * periodNs);
    return Action.PARK;
  }

  private void begin(long itsPeriodNs) {
    startNs = scheduler.now();
    periodNs = itsPeriodNs;
    stopped = false;
    paid = true; // the first run only starts the ticker
    long coldNs = itsPeriodNs > CACHED_NS ? costs.ns(Cost.GO_TICK_COLD) : 0;
    tickCpuNs = costs.ns(Cost.GO_TICK) + coldNs;
  }
}
