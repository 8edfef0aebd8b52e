package headroom.reports.chart;

import java.awt.Graphics2D;

/**
 * A chart that is ready to be drawn.
 *
 * @param name names its files: letters and hyphens
 * @param title what it shows
 * @param caption how to read it, a sentence or two
 */
public record Chart(String name, String title, String caption, Drawing drawing) {
  /** Draws a chart of 960 × 560 points. */
  public interface Drawing {
    /** Paints all of it; the same calls every time. */
    void paint(Graphics2D g);
  }
}
