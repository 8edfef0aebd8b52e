package headroom.cli.console;

import headroom.experiments.result.FigureText;
import headroom.experiments.run.RunProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A line on standard error: how much of the work is done, the time spent and the time left, and in
 * words how far it is and how fast.
 */
public final class ProgressLine implements RunProgress, AutoCloseable {
  private static final int WIDTH = 120;
  private static final int REFRESH_MS = 200;

  /** Steps of the whole way: tenths of a per cent. */
  private static final int STEPS = 1000;

  private static final double MS_PER_S = 1e3;
  private static final double NS_PER_S = 1e9;

  /** The work advances far more often than the line is drawn, and waits while words are made. */
  private static final long BETWEEN_WORDS_NS = REFRESH_MS * 1_000_000L / 2;

  private final ProgressBar bar;
  private final long startNs = System.nanoTime();
  private long wordsNs = startNs - BETWEEN_WORDS_NS;

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
    long nowNs = System.nanoTime();
    if (nowNs - wordsNs >= BETWEEN_WORDS_NS || state.share() >= 1) {
      wordsNs = nowNs;
      bar.stepTo((long) (state.share() * STEPS));
      bar.setExtraMessage(words(state, (nowNs - startNs) / NS_PER_S));
    }
  }

  /** For instance {@code point 3 of 12, 1,234 s simulated, 620 times real time}. */
  static String words(State state, double elapsedS) {
    double speed = elapsedS > 0 ? state.simulatedS() / elapsedS : 0;
    String simulated =
        FigureText.time(state.simulatedS() * MS_PER_S)
            + " simulated"
            + (speed > 0 ? ", " + FigureText.number(speed) + " times real time" : "");
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
