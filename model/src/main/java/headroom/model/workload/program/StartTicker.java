package headroom.model.workload.program;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import org.jspecify.annotations.Nullable;

/** Starts a goroutine that reads a ticker, and stops it at the end of the request or never. */
final class StartTicker extends Instruction {
  private final long periodNs;
  private final boolean leak;

  StartTicker(long periodNs, boolean leak) {
    this.periodNs = periodNs;
    this.leak = leak;
  }

  @Override
  @Nullable Action begin(ProgramRun run, Goroutine self) {
    TickerLoop loop = run.interpreter().tickers().start(self, periodNs);
    if (!leak) {
      run.deferred().pushAtTheEnd(new Stop(loop));
    }
    return null;
  }

  /** {@code defer ticker.Stop()}. */
  private static final class Stop extends Instruction {
    private final TickerLoop loop;

    Stop(TickerLoop loop) {
      this.loop = loop;
    }

    @Override
    @Nullable Action begin(ProgramRun run, Goroutine self) {
      loop.stop();
      return null;
    }
  }
}
