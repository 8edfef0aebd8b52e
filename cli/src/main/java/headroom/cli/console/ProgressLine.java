package headroom.cli.console;

import headroom.experiments.result.FigureText;
import headroom.experiments.run.RunProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A line on standard error: how much of the work is done, the time left, and how far it is in
 * words.
 */
public final class ProgressLine implements RunProgress, AutoCloseable {
  private static final int WIDTH = 100;
  private static final int REFRESH_MS = 200;

  /** Steps of the whole way: tenths of a per cent. */
  private static final int STEPS = 1000;

  private static final double MS_PER_S = 1e3;

  private final ProgressBar bar;

  /** Begins the line; close it to clear it away. */
  public ProgressLine(String name) {
    this.bar =
        new ProgressBarBuilder()
            .setTaskName("simulating " + name)
            .setInitialMax(STEPS)
            .setUnit("%", STEPS / 100)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void advanced(State state) {
    bar.stepTo((long) (state.share() * STEPS));
    bar.setExtraMessage(words(state));
  }

  /** For instance {@code point 3 of 12, 1,234 s simulated}. */
  static String words(State state) {
    String simulated = FigureText.time(state.simulatedS() * MS_PER_S) + " simulated";
    if (state.points() <= 1) {
      return simulated;
    }
    int current = Math.min(state.pointsDone() + 1, state.points());
    return "point "
        + FigureText.count(current)
        + " of "
        + FigureText.count(state.points())
        + ", "
        + simulated;
  }

  @Override
  public void close() {
    bar.close();
  }
}
