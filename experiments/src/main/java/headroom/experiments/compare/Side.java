package headroom.experiments.compare;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.result.PointResult;
import headroom.experiments.run.Metric;
import headroom.experiments.run.PointRun;
import headroom.experiments.run.PointRunner;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One side of a comparison after its run.
 *
 * @param values by figure, indexed by replication, the figures of the whole process first
 */
record Side(Experiment experiment, PointResult result, Map<ComparedFigure, double[]> values) {
  static Side run(PointRunner runner, long warmUpNs, Point point) throws InterruptedException {
    ReplicationFigures figures = new ReplicationFigures(point.experiment().scenario());
    PointRun run = runner.runAfter(warmUpNs, point, figures::add);
    Map<ComparedFigure, double[]> values = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      values.put(ComparedFigure.of(metric), run.values(metric));
    }
    values.putAll(figures.values());
    return new Side(point.experiment(), run.result(), values);
  }
}
