package headroom.cli.console;

import headroom.experiments.run.RunProgress;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A line on standard error: how much is simulated, at what rate, and the time left. */
public final class ProgressLine implements RunProgress, AutoCloseable {
  private static final int WIDTH = 90;
  private static final int REFRESH_MS = 200;

  private final ProgressBar bar;

  /** Begins the line; close it to clear it away. */
  public ProgressLine(String name) {
    DecimalFormat rate = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("simulating " + name)
            .setInitialMax(-1)
            .setUnit(" s", 1)
            .showSpeed(rate)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void advanced(State state) {
    bar.maxHint((long) Math.ceil(state.plannedS()));
    bar.stepTo((long) state.simulatedS());
  }

  @Override
  public void close() {
    bar.close();
  }
}
