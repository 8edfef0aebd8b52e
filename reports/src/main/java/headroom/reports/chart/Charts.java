package headroom.reports.chart;

import headroom.experiments.result.Result;
import headroom.reports.words.SweepAxis;
import java.util.List;

/** Chooses the charts that suit a result. */
public final class Charts {
  private Charts() {}

  /**
   * The charts of a run or of a sweep, the most telling first; none for a result without points.
   */
  public static List<Chart> of(Result result) {
    if (result.points().isEmpty()) {
      return List.of();
    }
    List<SweepAxis> axes = SweepAxis.of(result);
    return axes.isEmpty()
        ? RunCharts.of(result, result.points().get(0))
        : SweepCharts.of(result, axes);
  }
}
