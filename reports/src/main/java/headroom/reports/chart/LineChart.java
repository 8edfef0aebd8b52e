package headroom.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over an axis, with bands of uncertainty around them and limits across; points with bars of
 * uncertainty where the axis has no order.
 */
final class LineChart implements Chart.Drawing {
  /** XChart draws a line segment by segment, so dashes need segments longer than they are. */
  private static final int POINTS_WITH_DASHES = 24;

  private static final int BAND_ALPHA = 38;
  private static final int AREA_ALPHA = 46;

  private final Frame basis;
  private Frame frame;
  private final List<Line> lines = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<double[]> crosses = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private int seriesDrawn;

  LineChart(String title, Axis x, Axis y) {
    this.basis = new Frame(title, x, y);
    this.frame = basis;
  }

  /** A line; points whose y is not a number break it. */
  record Line(
      String name, double[] x, double[] y, Color color, BasicStroke stroke, boolean filled) {
    /** Whether any two neighbours make a line. */
    boolean isJoined() {
      for (int i = 1; i < y.length; i++) {
        if (Double.isFinite(y[i - 1]) && Double.isFinite(y[i])) {
          return true;
        }
      }
      return false;
    }
  }

  /** What lies between low and high. */
  record Band(double[] x, double[] low, double[] high, Color color) {}

  /** A value not to be passed, with its text. */
  record Limit(double y, String text, Color color) {}

  /** A point with a text beside it, ringed if it is the one to look at. */
  record Mark(double x, double y, String text, Color color, boolean ringed) {}

  LineChart line(String name, double[] x, double[] y, int index) {
    BasicStroke stroke = ChartStyle.line(x.length > POINTS_WITH_DASHES ? 0 : index);
    lines.add(new Line(name, x, y, ChartStyle.color(index), stroke, false));
    return this;
  }

  /** Points that nothing joins, as between their places on the axis there is nothing. */
  LineChart points(String name, double[] x, double[] y, int index) {
    double[] apartX = new double[2 * x.length];
    double[] apartY = new double[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      apartX[2 * i] = x[i];
      apartX[2 * i + 1] = x[i];
      apartY[2 * i] = y[i];
      apartY[2 * i + 1] = Double.NaN;
    }
    return line(name, apartX, apartY, index);
  }

  /** The interval of a point. */
  LineChart bar(double x, double low, double high, int index) {
    return band(new double[] {x}, new double[] {low}, new double[] {high}, index);
  }

  /** A line with the area under it filled. */
  LineChart area(String name, double[] x, double[] y, int index) {
    lines.add(new Line(name, x, y, ChartStyle.color(index), ChartStyle.line(0), true));
    return this;
  }

  LineChart band(double[] x, double[] low, double[] high, int index) {
    bands.add(new Band(x, low, high, ChartStyle.color(index)));
    return this;
  }

  LineChart limit(double y, String text) {
    limits.add(new Limit(y, text, ChartStyle.LIMIT));
    return this;
  }

  /** A value that cannot be passed, such as all cores. */
  LineChart ceiling(double y, String text) {
    limits.add(new Limit(y, text, ChartStyle.MUTED));
    return this;
  }

  /** A cross over a point whose figure is not to be trusted. */
  LineChart cross(double x, double y) {
    crosses.add(new double[] {x, y});
    return this;
  }

  /** A dot on a line with its text; {@code ringed} if it is the one to look at. */
  LineChart mark(double x, double y, String text, int index, boolean ringed) {
    marks.add(new Mark(x, y, text, ChartStyle.color(index), ringed));
    return this;
  }

  @Override
  public void paint(Graphics2D g) {
    Legend legend =
        new Legend(
            lines.stream()
                .map(l -> new Legend.Entry(l.name, l.color, l.isJoined() ? l.stroke : null))
                .toList());
    Occupancy taken = taken(basis);
    boolean above = lines.size() > 1 && taken.count(legend.place(basis.plot(), taken)) > 0;
    frame = above ? basis.withHeadRoom(legend.rowsHeight(basis.plot().getWidth())) : basis;
    Rectangle2D plot = frame.plot();
    frame.paintBehind(g);
    paintData(g, plot);
    paintSinglePoints(g);
    crosses.forEach(cross -> paintCross(g, cross));
    frame.paintTexts(g);
    Occupancy shown = taken(frame);
    if (above) {
      legend.paintRows(g, plot);
    } else if (lines.size() > 1) {
      Rectangle2D place = legend.place(plot, shown);
      legend.paint(g, place);
      shown.add(place);
    }
    limits.forEach(limit -> paintLimitText(g, plot, shown, limit));
    marks.forEach(mark -> paintMark(g, plot, shown, mark));
  }

  private void paintData(Graphics2D g, Rectangle2D plot) {
    XYChart chart = new XYChart((int) plot.getWidth(), (int) plot.getHeight());
    XChartPlot.bare(chart.getStyler(), plot);
    bands.forEach(band -> addBand(chart, band));
    lines.stream().filter(Line::filled).forEach(line -> addArea(chart, line));
    for (int i = lines.size() - 1; i >= 0; i--) {
      addLine(chart, lines.get(i));
    }
    limits.forEach(limit -> addLimit(chart, limit));
    XChartPlot.paint(g, chart, plot);
  }

  private void addBand(XYChart chart, Band band) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < band.x.length; i++) {
      addPoint(x, y, band.x[i], band.high[i]);
    }
    for (int i = band.x.length - 1; i >= 0; i--) {
      addPoint(x, y, band.x[i], band.low[i]);
    }
    if (x.size() >= 4) {
      Color fill = ChartStyle.translucent(band.color, BAND_ALPHA);
      add(chart, x, y, XYSeriesRenderStyle.PolygonArea, fill, SeriesLines.NONE);
    }
  }

  private void addArea(XYChart chart, Line line) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < line.x.length; i++) {
      addPoint(x, y, line.x[i], line.y[i]);
    }
    if (x.size() > 1) {
      Color fill = ChartStyle.translucent(line.color, AREA_ALPHA);
      add(chart, x, y, XYSeriesRenderStyle.Area, fill, SeriesLines.NONE);
    }
  }

  private void addLine(XYChart chart, Line line) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < line.x.length; i++) {
      x.add(plotX(line.x[i]));
      y.add(Double.isFinite(line.y[i]) ? plotY(line.y[i]) : Double.NaN);
    }
    if (y.stream().anyMatch(Double::isFinite)) {
      add(chart, x, y, XYSeriesRenderStyle.Line, line.color, line.stroke);
    }
  }

  private void addLimit(XYChart chart, Limit limit) {
    double at = plotY(limit.y);
    List<Double> x = List.of(0.0, frame.plot().getWidth());
    add(chart, x, List.of(at, at), XYSeriesRenderStyle.Line, limit.color, ChartStyle.limit());
  }

  private void add(
      XYChart chart,
      List<Double> x,
      List<Double> y,
      XYSeriesRenderStyle style,
      Color color,
      BasicStroke stroke) {
    XYSeries series = chart.addSeries("series " + seriesDrawn++, x, y);
    series.setXYSeriesRenderStyle(style);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(stroke);
    series.setLineColor(color);
    series.setFillColor(color);
  }

  private void addPoint(List<Double> x, List<Double> y, double atX, double atY) {
    if (Double.isFinite(atY)) {
      x.add(plotX(atX));
      y.add(plotY(atY));
    }
  }

  private double plotX(double value) {
    return frame.screenX(value) - frame.plot().getX();
  }

  private double plotY(double value) {
    return frame.plot().getMaxY() - frame.screenY(value);
  }

  /** A point with no neighbour makes no line: it becomes a dot, with its interval as a bar. */
  private void paintSinglePoints(Graphics2D g) {
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        if (Double.isFinite(line.y[i]) && !isFinite(line.y, i - 1) && !isFinite(line.y, i + 1)) {
          g.setColor(line.color);
          g.fill(
              new Ellipse2D.Double(
                  frame.screenX(line.x[i]) - 5, frame.screenY(line.y[i]) - 5, 10, 10));
        }
      }
    }
    for (Band band : bands) {
      if (band.x.length == 1 && Double.isFinite(band.low[0])) {
        g.setColor(band.color);
        g.setStroke(new BasicStroke(2f));
        double x = frame.screenX(band.x[0]);
        g.draw(new Line2D.Double(x, frame.screenY(band.low[0]), x, frame.screenY(band.high[0])));
      }
    }
  }

  private static boolean isFinite(double[] values, int index) {
    return index >= 0 && index < values.length && Double.isFinite(values[index]);
  }

  private void paintCross(Graphics2D g, double[] point) {
    if (!Double.isFinite(point[1])) {
      return;
    }
    double x = frame.screenX(point[0]);
    double y = frame.screenY(point[1]);
    Path2D cross = new Path2D.Double();
    cross.moveTo(x - 5, y - 5);
    cross.lineTo(x + 5, y + 5);
    cross.moveTo(x - 5, y + 5);
    cross.lineTo(x + 5, y - 5);
    g.setColor(ChartStyle.LIMIT);
    g.setStroke(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(cross);
  }

  private void paintMark(Graphics2D g, Rectangle2D plot, Occupancy taken, Mark mark) {
    double x = frame.screenX(mark.x);
    double y = frame.screenY(mark.y);
    g.setColor(mark.color);
    g.fill(new Ellipse2D.Double(x - 3.5, y - 3.5, 7, 7));
    if (mark.ringed) {
      g.setStroke(new BasicStroke(2f));
      g.draw(new Ellipse2D.Double(x - 8, y - 8, 16, 16));
    }
    if (mark.text.isEmpty()) {
      return;
    }
    double width = Frame.width(mark.text, ChartStyle.LABEL);
    List<Rectangle2D> places = new ArrayList<>();
    for (double[] shift :
        new double[][] {{9, -18}, {9, 4}, {-width - 9, 4}, {-width - 9, -18}, {-width / 2, -26}}) {
      Rectangle2D place = new Rectangle2D.Double(x + shift[0], y + shift[1], width, 15);
      if (plot.contains(place)) {
        places.add(place);
      }
    }
    if (!places.isEmpty()) {
      Rectangle2D place = taken.freest(places);
      Color color = mark.ringed ? ChartStyle.INK : ChartStyle.MUTED;
      Frame.text(g, mark.text, place.getX(), place.getY() + 12, ChartStyle.LABEL, color);
      taken.add(place);
    }
  }

  private void paintLimitText(Graphics2D g, Rectangle2D plot, Occupancy taken, Limit limit) {
    double width = Frame.width(limit.text, ChartStyle.LABEL);
    double line = frame.screenY(limit.y);
    List<Rectangle2D> places = new ArrayList<>();
    for (double share : new double[] {1, 0, 0.5, 0.75, 0.25}) {
      double x = plot.getX() + 6 + share * (plot.getWidth() - width - 12);
      if (line - 22 > plot.getY()) {
        places.add(new Rectangle2D.Double(x, line - 20, width, 16));
      }
      if (line + 22 < plot.getMaxY()) {
        places.add(new Rectangle2D.Double(x, line + 4, width, 16));
      }
    }
    Rectangle2D place = taken.freest(places);
    Frame.text(g, limit.text, place.getX(), place.getY() + 13, ChartStyle.LABEL, limit.color);
    taken.add(place);
  }

  /** Where lines and limits run. */
  private Occupancy taken(Frame in) {
    Occupancy taken = new Occupancy();
    for (Line line : lines) {
      for (int i = 0; i < line.x.length; i++) {
        if (isFinite(line.y, i)) {
          int next = isFinite(line.y, i + 1) ? i + 1 : i;
          double x = in.screenX(line.x[i]);
          double y = in.screenY(line.y[i]);
          taken.add(new Line2D.Double(x, y, in.screenX(line.x[next]), in.screenY(line.y[next])));
        }
      }
    }
    for (Limit limit : limits) {
      double y = in.screenY(limit.y);
      taken.add(new Line2D.Double(in.plot().getX(), y, in.plot().getMaxX(), y));
    }
    return taken;
  }
}
