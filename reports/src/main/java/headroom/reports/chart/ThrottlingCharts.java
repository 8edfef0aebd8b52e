package headroom.reports.chart;

import static headroom.experiments.result.FigureText.number;
import static headroom.experiments.result.FigureText.percent;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import java.util.List;
import java.util.stream.DoubleStream;

/** Charts of the CPU quota of a run that has one. */
final class ThrottlingCharts {
  private ThrottlingCharts() {}

  /** None if there is no quota. */
  static List<Chart> of(PointResult point) {
    CommonCharts.Samples periods = CommonCharts.series(point, "nr_periods_per_s");
    CommonCharts.Samples throttled = CommonCharts.series(point, "nr_throttled_per_s");
    CommonCharts.Samples cores = CommonCharts.series(point, "throttled_cores");
    Double share = point.cpu().throttledShare();
    if (periods == null || throttled == null || cores == null || share == null) {
      return List.of();
    }
    Intervals intervals = new Intervals(periods.timeS());
    double[] all = intervals.means(periods.mean());
    double[] some = intervals.means(throttled.mean());
    double[] shares = new double[all.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = all[i] > 0 ? some[i] / all[i] : 0;
    }
    double[] edges = intervals.edges();
    Axis x = Axes.span("simulated time", edges[0], edges[1], s -> number(s) + " s");
    Axis y = Axes.fromZero("periods throttled", DoubleStream.of(shares), FigureText::percent);
    LineChart drawing =
        new LineChart("Throttling over time", x, y)
            .area("periods throttled", intervals.middles(), shares, 0);
    double held = DoubleStream.of(cores.mean()).average().orElse(0);
    return List.of(
        new Chart(
            "throttling",
            "Throttling over time",
            "Share of the periods of the CPU quota in which the container was throttled,"
                + " nr_throttled over nr_periods, "
                + intervals.words()
                + "; "
                + percent(share)
                + " in all. In the mean the quota held "
                + number(held)
                + " cores on which a thread could have run.",
            drawing));
  }
}
