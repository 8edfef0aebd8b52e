package headroom.experiments.compare;

import headroom.experiments.run.Metric;
import headroom.experiments.run.Metric.Better;

/**
 * A figure with one value a replication.
 *
 * @param path where it stands in a point of {@code result.json}
 * @param label its short name
 * @param unit {@code ms}, {@code /s}, {@code cores}, {@code share} or {@code bytes}
 * @param better which direction is good
 */
record ComparedFigure(String path, String label, String unit, Better better) {
  static ComparedFigure of(Metric metric) {
    return new ComparedFigure(metric.path(), metric.label(), metric.unit(), metric.better());
  }
}
