package headroom.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;

/** Colours, fonts and strokes that all charts share. */
final class ChartStyle {
  /** Size of a chart in points; the PNG has twice as many pixels each way. */
  static final int WIDTH = 960;

  static final int HEIGHT = 560;

  static final Color INK = new Color(0x1f2937);
  static final Color MUTED = new Color(0x6b7280);
  static final Color GRID = new Color(0xe5e7eb);
  static final Color LIMIT = new Color(0xdc2626);
  static final Color PAPER = Color.WHITE;
  static final Color CLEAR = new Color(255, 255, 255, 0);

  /** Four colours that stay apart without colour vision, then three for what needs more. */
  static final List<Color> PALETTE =
      List.of(
          new Color(0x2563eb),
          new Color(0xd97706),
          new Color(0x059669),
          new Color(0x7c3aed),
          new Color(0xdb2777),
          new Color(0x0891b2),
          new Color(0x64748b));

  static final String FAMILY = "DejaVu Sans";
  static final Font TITLE = new Font(FAMILY, Font.BOLD, 20);
  static final Font AXIS_TITLE = new Font(FAMILY, Font.PLAIN, 15);
  static final Font LABEL = new Font(FAMILY, Font.PLAIN, 15);

  static final BasicStroke GRID_LINE = new BasicStroke(1f);

  /** Dashes of the n-th line, so that lines which cross can be told apart in black and white. */
  private static final float[][] DASHES = {
    null, {9, 5}, {2, 5}, {12, 5, 2, 5}, {16, 6}, {5, 4}, {2, 3}
  };

  private ChartStyle() {}

  static Color color(int index) {
    return PALETTE.get(index % PALETTE.size());
  }

  /** A line of the data, 2.5 points wide with round ends. */
  static BasicStroke line(int index) {
    float[] dashes = DASHES[index % DASHES.length];
    return dashes == null
        ? new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1f, dashes, 0f);
  }

  /** The stroke of a limit, such as an SLO. */
  static BasicStroke limit() {
    return new BasicStroke(
        1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7, 5}, 0f);
  }

  static Color translucent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
