package headroom.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the lines or bars, without a frame, in the corner of the plot where the least is.
 */
final class Legend {
  private static final int ROW = 22;
  private static final int SAMPLE = 28;
  private static final int MARGIN = 12;
  private static final int LONGEST = 300;

  private final List<Entry> entries;

  Legend(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** One name; without a stroke its sample is a filled square. */
  record Entry(String name, Color color, @Nullable BasicStroke stroke) {}

  /** The corner it goes to. */
  Rectangle2D place(Rectangle2D plot, Occupancy taken) {
    double width = entries.stream().mapToDouble(e -> width(e.name)).max().orElse(0) + SAMPLE + 10;
    double height = entries.size() * ROW + 4.0;
    double left = plot.getX() + MARGIN;
    double right = plot.getMaxX() - MARGIN - width;
    double top = plot.getY() + 4;
    double bottom = plot.getMaxY() - 8 - height;
    double middle = (left + right) / 2;
    return taken.freest(
        List.of(
            box(left, top, width, height),
            box(right, top, width, height),
            box(right, bottom, width, height),
            box(left, bottom, width, height),
            box(middle, top, width, height),
            box(middle, bottom, width, height)));
  }

  /** Height of the legend if its names stand in rows as wide as the plot. */
  int rowsHeight(double width) {
    double x = 0;
    int rows = 1;
    for (Entry entry : entries) {
      double needed = SAMPLE + 24 + width(entry.name);
      if (x > 0 && x + needed > width) {
        rows++;
        x = 0;
      }
      x += needed;
    }
    return rows * ROW;
  }

  /** Paints the names in rows above the plot. */
  void paintRows(Graphics2D g, Rectangle2D plot) {
    double x = 0;
    double y = plot.getY() - rowsHeight(plot.getWidth()) - 6;
    for (Entry entry : entries) {
      double needed = SAMPLE + 24 + width(entry.name);
      if (x > 0 && x + needed > plot.getWidth()) {
        y += ROW;
        x = 0;
      }
      paintEntry(g, entry, plot.getX() + x, y + ROW / 2.0);
      x += needed;
    }
  }

  void paint(Graphics2D g, Rectangle2D place) {
    g.setColor(ChartStyle.translucent(ChartStyle.PAPER, 225));
    g.fill(place);
    double y = place.getY() + ROW / 2.0 + 2;
    for (Entry entry : entries) {
      paintEntry(g, entry, place.getX(), y);
      y += ROW;
    }
  }

  private static void paintEntry(Graphics2D g, Entry entry, double x, double y) {
    g.setColor(entry.color);
    if (entry.stroke == null) {
      g.fill(new Rectangle2D.Double(x + 8, y - 6, 12, 12));
    } else {
      g.setStroke(entry.stroke);
      g.draw(new Line2D.Double(x + 2, y, x + SAMPLE, y));
    }
    String name = Frame.shortened(entry.name, LONGEST);
    Frame.text(g, name, x + SAMPLE + 8, y + 4.5, ChartStyle.LABEL, ChartStyle.INK);
  }

  private static double width(String name) {
    return Frame.width(Frame.shortened(name, LONGEST), ChartStyle.LABEL);
  }

  private static Rectangle2D box(double x, double y, double width, double height) {
    return new Rectangle2D.Double(x, y, width, height);
  }
}
