package headroom.reports.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Bars to both sides of a line, one row a number: what less and what more of it does. */
final class Tornado implements Chart.Drawing {
  private static final double BAR = 0.34;
  private static final Color LESS = ChartStyle.color(0);
  private static final Color MORE = ChartStyle.color(1);

  private final Frame frame;
  private final List<Row> rows;
  private final double centre;
  private final String less;
  private final String more;

  /**
   * A chart over {@code x}; the first row stands on top.
   *
   * @param centre where the line is from which the bars start
   */
  Tornado(String title, Axis x, double centre, List<Row> rows, String less, String more) {
    List<String> labels = new ArrayList<>();
    rows.forEach(row -> labels.add(0, row.label()));
    this.frame = new Frame(title, x, Axes.places("", labels));
    this.rows = List.copyOf(rows);
    this.centre = centre;
    this.less = less;
    this.more = more;
  }

  /** Where the bars of a number end; not a number where there is none. */
  record Row(String label, Side less, Side more) {}

  /**
   * One bar.
   *
   * @param text beside its end
   * @param beyond whether it has no end: the run did not settle
   */
  record Side(double value, String text, boolean beyond) {}

  @Override
  public void paint(Graphics2D g) {
    frame.paintBehind(g);
    Rectangle2D plot = frame.plot();
    frame.paintTexts(g);
    for (int i = 0; i < rows.size(); i++) {
      double middle = frame.screenY(rows.size() - 1 - i);
      double height = plot.getHeight() / rows.size() * BAR;
      paint(g, plot, rows.get(i).less(), new double[] {middle - height - 0.5, height}, LESS);
      paint(g, plot, rows.get(i).more(), new double[] {middle + 0.5, height}, MORE);
    }
    g.setColor(ChartStyle.INK);
    g.setStroke(ChartStyle.GRID_LINE);
    double x = frame.screenX(centre);
    g.draw(new Line2D.Double(x, plot.getY(), x, plot.getMaxY()));
    Occupancy taken = new Occupancy();
    for (int i = 0; i < rows.size(); i++) {
      double step = plot.getHeight() / rows.size();
      double y = plot.getY() + i * step;
      for (Side side : List.of(rows.get(i).less(), rows.get(i).more())) {
        if (!Double.isNaN(side.value())) {
          double end = end(plot, side);
          double width = Math.abs(end - x) + 90;
          taken.add(new Rectangle2D.Double(end < x ? x - width : x, y, width, step));
        }
      }
    }
    Legend legend =
        new Legend(List.of(new Legend.Entry(less, LESS, null), new Legend.Entry(more, MORE, null)));
    legend.paint(g, legend.place(plot, taken));
  }

  private double end(Rectangle2D plot, Side side) {
    return side.beyond() ? plot.getMaxX() : frame.screenX(side.value());
  }

  private void paint(Graphics2D g, Rectangle2D plot, Side side, double[] span, Color color) {
    if (Double.isNaN(side.value())) {
      return;
    }
    double from = frame.screenX(centre);
    double to = end(plot, side);
    g.setColor(side.beyond() ? ChartStyle.translucent(ChartStyle.LIMIT, 150) : color);
    double width = Math.max(1, Math.abs(to - from));
    g.fill(new Rectangle2D.Double(Math.min(from, to), span[0], width, span[1]));
    double text = Frame.width(side.text(), ChartStyle.LABEL);
    double beside = to < from ? to - text - 5 : to + 5;
    double inside = Math.max(plot.getX() + 2, Math.min(beside, plot.getMaxX() - text - 4));
    Color ink = side.beyond() ? ChartStyle.PAPER : ChartStyle.MUTED;
    Frame.text(g, side.text(), inside, span[0] + span[1] / 2 + 4.5, ChartStyle.LABEL, ink);
  }
}
