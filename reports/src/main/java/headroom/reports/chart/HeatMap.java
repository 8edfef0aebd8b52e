package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;

/**
 * A value for each pair of two settings, as colour and in figures; dark is high. The colour follows
 * the logarithm.
 */
final class HeatMap implements Chart.Drawing {
  private static final Color[] RANGE = {
    new Color(0xeff6ff),
    new Color(0xbfdbfe),
    new Color(0x60a5fa),
    new Color(0x2563eb),
    new Color(0x1e3a8a)
  };

  /** Cells whose place in the range is above this are dark, so that their figures are white. */
  private static final double DARK = 0.58;

  private final Frame frame;
  private final double[][] valuesMs;
  private final double limitMs;

  /**
   * @param valuesMs {@code valuesMs[column][row]}, not a number where there is none
   * @param limitMs values above it get a red frame; infinite if there is none
   */
  HeatMap(String title, Axis columns, Axis rows, double[][] valuesMs, double limitMs) {
    this.frame = new Frame(title, columns, rows);
    this.valuesMs = Arrays.stream(valuesMs).map(double[]::clone).toArray(double[][]::new);
    this.limitMs = limitMs;
  }

  @Override
  public void paint(Graphics2D g) {
    frame.paintBehind(g);
    Rectangle2D plot = frame.plot();
    HeatMapChart chart = new HeatMapChart((int) plot.getWidth(), (int) plot.getHeight());
    XChartPlot.bare(chart.getStyler(), plot);
    chart
        .getStyler()
        .setRangeColors(RANGE)
        .setShowValue(false)
        .setDrawBorder(false)
        .setMin(0)
        .setMax(1);
    List<Number[]> cells = new ArrayList<>();
    for (int column = 0; column < valuesMs.length; column++) {
      for (int row = 0; row < valuesMs[column].length; row++) {
        if (Double.isFinite(valuesMs[column][row])) {
          cells.add(new Number[] {column, row, place(valuesMs[column][row])});
        }
      }
    }
    int rows = valuesMs[0].length;
    chart.addSeries("values", places(valuesMs.length), places(rows), cells);
    XChartPlot.paint(g, chart, plot);
    paintFigures(g, plot, rows);
    frame.paintTexts(g);
  }

  private static List<Integer> places(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** 0 for the smallest value, 1 for the largest, by logarithm. */
  private double place(double value) {
    double[] all =
        Arrays.stream(valuesMs)
            .flatMapToDouble(Arrays::stream)
            .filter(v -> v > 0 && Double.isFinite(v))
            .toArray();
    double low = Arrays.stream(all).min().orElse(1);
    double high = Arrays.stream(all).max().orElse(1);
    return value <= low || high == low
        ? 0
        : StrictMath.log(value / low) / StrictMath.log(high / low);
  }

  private void paintFigures(Graphics2D g, Rectangle2D plot, int rows) {
    double width = plot.getWidth() / valuesMs.length;
    double height = plot.getHeight() / rows;
    for (int column = 0; column < valuesMs.length; column++) {
      for (int row = 0; row < rows; row++) {
        double value = valuesMs[column][row];
        String text = FigureText.time(value);
        double x = plot.getX() + column * width;
        double y = plot.getMaxY() - (row + 1) * height;
        if (Frame.width(text, ChartStyle.LABEL) + 6 > width || height < 16) {
          continue;
        }
        boolean above = value > limitMs;
        Color ink =
            Double.isFinite(value) && place(value) > DARK ? ChartStyle.PAPER : ChartStyle.INK;
        String shown = above ? text + " ✕" : text;
        double start = x + (width - Frame.width(shown, ChartStyle.LABEL)) / 2;
        Frame.text(g, shown, start, y + height / 2 + 4.5, ChartStyle.LABEL, ink);
      }
    }
  }
}
