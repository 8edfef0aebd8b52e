package headroom.reports.chart;

import java.util.List;

/**
 * One axis: which values it spans and where its labels stand.
 *
 * @param min the value at its start, {@code max} the one at its end; {@code min < max}, both
 *     positive on a log scale
 */
record Axis(String title, Scale scale, double min, double max, List<Tick> ticks) {
  /** A label and the value it stands at. */
  record Tick(double value, String label) {}

  /** How values map to lengths. */
  enum Scale {
    LINEAR {
      @Override
      double of(double value) {
        return value;
      }
    },
    LOG {
      @Override
      double of(double value) {
        return StrictMath.log10(value);
      }
    };

    abstract double of(double value);
  }

  Axis {
    ticks = List.copyOf(ticks);
    if (!(min < max)) {
      throw new IllegalArgumentException("axis " + title + " from " + min + " to " + max);
    }
  }

  /**
   * Where {@code value} stands: 0 at the start of the axis, 1 at its end. What a log scale can't
   * show stands at its start.
   */
  double position(double value) {
    if (scale == Scale.LOG && value <= min) {
      return 0;
    }
    double low = scale.of(min);
    return (scale.of(value) - low) / (scale.of(max) - low);
  }
}
