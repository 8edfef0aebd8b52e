package headroom.reports.chart;

import headroom.reports.chart.Axis.Tick;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Everything of a chart around its data: title, grid, labels and axis titles. Texts stay texts. */
final class Frame {
  private static final int TOP = 64;
  private static final int BOTTOM = 74;
  private static final int RIGHT = 34;
  private static final int LABEL_GAP = 10;
  private static final int TITLE_BASELINE = 38;
  private static final int LONGEST_LABEL = 190;

  /** Labels left out between two; unevenly spaced ones are rather dropped one by one. */
  private static final int MOST_SKIPPED = 12;

  /** Size of a text depends on nothing but its font: no hints of a device. */
  private static final FontRenderContext TEXT = new FontRenderContext(null, true, true);

  private final String title;
  private final Axis x;
  private final Axis y;
  private final int left;
  private final int top;

  Frame(String title, Axis x, Axis y) {
    this(title, x, y, 0);
  }

  /** With some more points above the plot, for a legend. */
  private Frame(String title, Axis x, Axis y, int headRoom) {
    this.top = TOP + headRoom;
    this.title = title;
    this.x = x;
    this.y = y;
    double widest = 0;
    for (Tick tick : y.ticks()) {
      widest = Math.max(widest, width(shortened(tick.label(), LONGEST_LABEL), ChartStyle.LABEL));
    }
    this.left = (int) Math.ceil(widest) + LABEL_GAP + 46;
  }

  /** The same frame with {@code points} more above the plot. */
  Frame withHeadRoom(int points) {
    return new Frame(title, x, y, points);
  }

  /** Where the data goes. */
  Rectangle2D plot() {
    return new Rectangle2D.Double(
        left, top, ChartStyle.WIDTH - left - RIGHT, ChartStyle.HEIGHT - top - BOTTOM);
  }

  double screenX(double value) {
    return plot().getX() + x.position(value) * plot().getWidth();
  }

  double screenY(double value) {
    return plot().getMaxY() - y.position(value) * plot().getHeight();
  }

  /** Paints what lies under the data. */
  void paintBehind(Graphics2D g) {
    g.setColor(ChartStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, ChartStyle.WIDTH, ChartStyle.HEIGHT));
    g.setColor(ChartStyle.GRID);
    g.setStroke(ChartStyle.GRID_LINE);
    for (Tick tick : y.ticks()) {
      double at = screenY(tick.value());
      g.draw(new Line2D.Double(plot().getX(), at, plot().getMaxX(), at));
    }
  }

  /** Paints title, labels and axis titles. */
  void paintTexts(Graphics2D g) {
    double middle = plot().getCenterX();
    text(
        g,
        shortened(title, 880, ChartStyle.TITLE),
        Math.max(24, centred(title, middle)),
        TITLE_BASELINE,
        ChartStyle.TITLE,
        ChartStyle.INK);
    for (Tick tick : y.ticks()) {
      String label = shortened(tick.label(), LONGEST_LABEL);
      double start = left - LABEL_GAP - width(label, ChartStyle.LABEL);
      text(g, label, start, screenY(tick.value()) + 4.5, ChartStyle.LABEL, ChartStyle.MUTED);
    }
    paintXLabels(g);
    String below = shortened(x.title(), plot().getWidth(), ChartStyle.AXIS_TITLE);
    double start = middle - width(below, ChartStyle.AXIS_TITLE) / 2;
    text(g, below, start, ChartStyle.HEIGHT - 20, ChartStyle.AXIS_TITLE, ChartStyle.INK);
    String beside = shortened(y.title(), plot().getHeight(), ChartStyle.AXIS_TITLE);
    AffineTransform before = g.getTransform();
    g.translate(26, plot().getCenterY() + width(beside, ChartStyle.AXIS_TITLE) / 2);
    g.rotate(-Math.PI / 2);
    text(g, beside, 0, 0, ChartStyle.AXIS_TITLE, ChartStyle.INK);
    g.setTransform(before);
  }

  private double centred(String text, double middle) {
    double width = width(shortened(text, 880, ChartStyle.TITLE), ChartStyle.TITLE);
    return Math.min(middle - width / 2, ChartStyle.WIDTH - 24 - width);
  }

  /**
   * Labels below the plot; those that would touch the one before are left out, evenly if they can
   * be.
   */
  private void paintXLabels(Graphics2D g) {
    List<Tick> ticks = x.ticks();
    double room = plot().getWidth() / Math.max(1, Math.min(ticks.size(), 5)) - 12;
    int every = 1;
    while (every < MOST_SKIPPED && touch(ticks, every, room)) {
      every++;
    }
    double end = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ticks.size(); i += every == MOST_SKIPPED ? 1 : every) {
      String label = shortened(ticks.get(i).label(), room);
      double half = width(label, ChartStyle.LABEL) / 2;
      double at = screenX(ticks.get(i).value());
      if (at - half >= end + 8) {
        double start = Math.min(at - half, ChartStyle.WIDTH - 4 - 2 * half);
        text(g, label, start, plot().getMaxY() + 22, ChartStyle.LABEL, ChartStyle.MUTED);
        end = at + half;
      }
    }
  }

  private boolean touch(List<Tick> ticks, int every, double room) {
    double end = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < ticks.size(); i += every) {
      double half = width(shortened(ticks.get(i).label(), room), ChartStyle.LABEL) / 2;
      double at = screenX(ticks.get(i).value());
      if (at - half < end + 8) {
        return true;
      }
      end = at + half;
    }
    return false;
  }

  static void text(Graphics2D g, String text, double x, double y, Font font, Color color) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, (float) x, (float) y);
  }

  static double width(String text, Font font) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, TEXT).getWidth();
  }

  static String shortened(String text, double room) {
    return shortened(text, room, ChartStyle.LABEL);
  }

  /** The text, cut with an ellipsis if it is wider than {@code room}. */
  static String shortened(String text, double room, Font font) {
    if (width(text, font) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", font) > room) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
