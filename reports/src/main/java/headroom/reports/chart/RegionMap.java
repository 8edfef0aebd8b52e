package headroom.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which pairs of two settings meet the SLO, in colour, in figures and by a mark. */
final class RegionMap implements Chart.Drawing {
  private static final Color MET = new Color(0xbbf7d0);
  private static final Color MISSED = new Color(0xfecaca);
  private static final Color UNKNOWN = new Color(0xf3f4f6);
  private static final double GAP = 1.5;

  private final Frame frame;
  private final @Nullable Cell[][] cells;

  /**
   * A map of {@code cells[column][row]}.
   *
   * @param cells null where nothing was simulated
   */
  RegionMap(String title, Axis columns, Axis rows, @Nullable Cell[][] cells) {
    this.frame = new Frame(title, columns, rows);
    this.cells = Arrays.stream(cells).map(row -> row.clone()).toArray(Cell[][]::new);
  }

  /** One pair; the chosen one is framed. */
  record Cell(boolean met, String text, boolean chosen) {}

  @Override
  public void paint(Graphics2D g) {
    frame.paintBehind(g);
    Rectangle2D plot = frame.plot();
    double width = plot.getWidth() / cells.length;
    double height = plot.getHeight() / cells[0].length;
    for (int column = 0; column < cells.length; column++) {
      for (int row = 0; row < cells[column].length; row++) {
        double x = plot.getX() + column * width;
        double y = plot.getMaxY() - (row + 1) * height;
        Rectangle2D place =
            new Rectangle2D.Double(x + GAP, y + GAP, width - 2 * GAP, height - 2 * GAP);
        paint(g, place, cells[column][row]);
      }
    }
    frame.paintTexts(g);
  }

  private static void paint(Graphics2D g, Rectangle2D place, @Nullable Cell cell) {
    g.setColor(cell == null ? UNKNOWN : cell.met() ? MET : MISSED);
    g.fill(place);
    if (cell == null) {
      return;
    }
    if (cell.chosen()) {
      g.setColor(ChartStyle.INK);
      g.setStroke(new BasicStroke(3f));
      g.draw(place);
    }
    String mark = cell.met() ? "✓" : "✕";
    String text = cell.text() + " " + mark;
    boolean fits = Frame.width(text, ChartStyle.LABEL) + 6 <= place.getWidth();
    String shown = fits ? text : mark;
    if (place.getHeight() >= 14) {
      double start = place.getCenterX() - Frame.width(shown, ChartStyle.LABEL) / 2;
      double base = place.getCenterY() + 4.5;
      Frame.text(g, shown, start, base, ChartStyle.LABEL, ChartStyle.INK);
    }
  }
}
