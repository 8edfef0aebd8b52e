package headroom.reports.chart;

import headroom.experiments.result.FigureText;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

/**
 * Bars made of parts, one bar a place on the x axis; the whole is written above each while there is
 * room.
 */
final class StackedBars implements Chart.Drawing {
  private final Frame frame;
  private final Axis y;
  private final int bars;
  private final Map<String, double[]> parts = new LinkedHashMap<>();
  private final Map<String, Color> colors = new LinkedHashMap<>();

  StackedBars(String title, Axis x, Axis y, int bars) {
    this.frame = new Frame(title, x, y);
    this.y = y;
    this.bars = bars;
  }

  /** A part of every bar; parts are stacked in the order of these calls. */
  StackedBars part(String name, double[] values, Color color) {
    parts.put(name, values);
    colors.put(name, color);
    return this;
  }

  @Override
  public void paint(Graphics2D g) {
    frame.paintBehind(g);
    Rectangle2D plot = frame.plot();
    CategoryChart chart = new CategoryChart((int) plot.getWidth(), (int) plot.getHeight());
    XChartPlot.bare(chart.getStyler(), plot);
    chart.getStyler().setStacked(true).setAvailableSpaceFill(bars < 3 ? 0.3 : 0.62);
    List<Integer> places = IntStream.range(0, bars).boxed().toList();
    parts.forEach(
        (name, values) -> {
          List<Double> heights = new ArrayList<>();
          for (double value : values) {
            heights.add(Double.isFinite(value) ? y.position(value) * plot.getHeight() : 0.0);
          }
          CategorySeries series = chart.addSeries(name, places, heights);
          series.setFillColor(colors.getOrDefault(name, ChartStyle.MUTED));
        });
    if (bars > 0 && !parts.isEmpty()) {
      XChartPlot.paint(g, chart, plot);
    }
    frame.paintTexts(g);
    paintTotals(g, plot);
    paintLegend(g, plot);
  }

  private double total(int bar) {
    return parts.values().stream().mapToDouble(v -> v[bar]).filter(Double::isFinite).sum();
  }

  private void paintTotals(Graphics2D g, Rectangle2D plot) {
    double step = plot.getWidth() / Math.max(1, bars);
    double widest = 0;
    for (int i = 0; i < bars; i++) {
      widest = Math.max(widest, Frame.width(FigureText.time(total(i)), ChartStyle.LABEL));
    }
    for (int i = 0; i < bars && widest < step - 8; i++) {
      String text = FigureText.time(total(i));
      double x = plot.getX() + (i + 0.5) * step - Frame.width(text, ChartStyle.LABEL) / 2;
      Frame.text(g, text, x, frame.screenY(total(i)) - 6, ChartStyle.LABEL, ChartStyle.INK);
    }
  }

  private void paintLegend(Graphics2D g, Rectangle2D plot) {
    Occupancy taken = new Occupancy();
    double step = plot.getWidth() / Math.max(1, bars);
    for (int i = 0; i < bars; i++) {
      double top = frame.screenY(total(i)) - 20;
      double x = plot.getX() + i * step;
      taken.add(new Rectangle2D.Double(x + step * 0.1, top, step * 0.8, plot.getMaxY() - top));
      taken.add(new Line2D.Double(x + step / 2, top, x + step / 2, plot.getMaxY()));
    }
    List<String> names = new ArrayList<>(parts.keySet());
    Collections.reverse(names);
    Legend legend =
        new Legend(
            names.stream()
                .map(n -> new Legend.Entry(n, colors.getOrDefault(n, ChartStyle.MUTED), null))
                .toList());
    legend.paint(g, legend.place(plot, taken));
  }
}
