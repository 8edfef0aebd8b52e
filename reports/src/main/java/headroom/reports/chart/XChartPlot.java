package headroom.reports.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;

/** Lets XChart draw the data, and only the data, into the plot of a {@link Frame}. */
final class XChartPlot {
  private XChartPlot() {}

  /**
   * Takes away what the frame draws; coordinates of the chart are points from the lower left corner
   * of the plot.
   */
  static void bare(AxesChartStyler style, Rectangle2D plot) {
    Function<Double, String> noLabel = value -> "";
    style.setXAxisTickLabelsFormattingFunction(noLabel);
    style.setYAxisTickLabelsFormattingFunction(noLabel);
    style
        .setXAxisMin(0.0)
        .setXAxisMax(plot.getWidth())
        .setYAxisMin(0.0)
        .setYAxisMax(plot.getHeight());
    style.setAxisTicksVisible(false).setAxisTitlesVisible(false);
    style.setPlotMargin(0).setPlotGridLinesVisible(false);
    style.setChartTitleVisible(false).setLegendVisible(false).setChartPadding(0);
    style.setPlotContentSize(1.0).setPlotBorderVisible(false);
    style.setChartBackgroundColor(ChartStyle.CLEAR).setPlotBackgroundColor(ChartStyle.CLEAR);
    style.setBaseFont(new Font(ChartStyle.FAMILY, Font.PLAIN, 13)).setChartFontColor(Color.BLACK);
    style.setAntiAlias(true);
  }

  /** Draws on a copy: XChart leaves another clip and, after a heat map, no font behind. */
  static void paint(Graphics2D g, AxesChart<?, ?> chart, Rectangle2D plot) {
    Graphics2D copy = (Graphics2D) g.create();
    copy.translate(plot.getX(), plot.getY());
    chart.paint(copy, (int) plot.getWidth(), (int) plot.getHeight());
    copy.dispose();
  }
}
