package headroom.experiments.notes;

import headroom.model.random.Distribution;
import headroom.model.workload.TraceTable;
import org.jspecify.annotations.Nullable;

/** Means of what a trace records; a step without a column has that of the file. */
final class TraceMeans {
  /** No trace: every mean is that of the file. */
  static final TraceMeans NONE = new TraceMeans(null);

  private final @Nullable TraceTable trace;

  TraceMeans(@Nullable TraceTable trace) {
    this.trace = trace;
  }

  /** The mean of the recorded demands of the step {@code id}, over the requests that run it. */
  double of(@Nullable String id, Distribution fallback) {
    if (trace == null || id == null) {
      return fallback.mean();
    }
    double sum = 0;
    long count = 0;
    for (int column = 0; column < trace.columns().size(); column++) {
      String name = trace.columns().get(column);
      if (name.equals(id) || isExecutionOf(id, name)) {
        for (long demand : trace.demands()[column]) {
          sum += demand == TraceTable.NONE ? 0 : demand;
          count += demand == TraceTable.NONE ? 0 : 1;
        }
      }
    }
    return count == 0 ? fallback.mean() : sum / count;
  }

  private static boolean isExecutionOf(String id, String column) {
    int dot = column.lastIndexOf('.');
    return dot == id.length()
        && column.startsWith(id)
        && column.substring(dot + 1).chars().allMatch(Character::isDigit);
  }

  /** The share of the requests that are of the class with index {@code classIndex}. */
  double shareOfClass(int classIndex) {
    if (trace == null || trace.size() == 0) {
      return 0;
    }
    long count = 0;
    for (int index : trace.classIndex()) {
      count += index == classIndex ? 1 : 0;
    }
    return count / (double) trace.size();
  }
}
