package headroom.model.workload;

import java.util.Arrays;
import java.util.List;

/**
 * The recorded requests of {@code arrivals: trace(file.csv)}, in order of arrival.
 *
 * @param file the file's name, as the experiment names it
 * @param arrivalNs intended arrivals, not decreasing; n values
 * @param classIndex the class of each request, an index into the experiment's classes; n values
 * @param columns names of the demand columns: the step's id, or {@code id.k} for the k-th execution
 *     (from 1) of a step inside {@code repeat} or {@code spawn}
 * @param demands {@code demands[column][request]} in ns, bytes or counts; {@link #NONE} where the
 *     cell is empty
 */
public record TraceTable(
    String file, long[] arrivalNs, int[] classIndex, List<String> columns, long[][] demands) {

  /** An empty cell: the request does not run this step. */
  public static final long NONE = -1;

  public TraceTable {
    columns = List.copyOf(columns);
  }

  /** The same requests, arriving {@code speed} times as fast. */
  TraceTable compressed(double speed) {
    long[] sooner = new long[arrivalNs.length];
    for (int i = 0; i < sooner.length; i++) {
      sooner[i] = Math.round(arrivalNs[i] / speed);
    }
    return new TraceTable(file, sooner, classIndex, columns, demands);
  }

  /** The number of requests. */
  public int size() {
    return arrivalNs.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceTable that
        && file.equals(that.file)
        && columns.equals(that.columns)
        && Arrays.equals(arrivalNs, that.arrivalNs)
        && Arrays.equals(classIndex, that.classIndex)
        && Arrays.deepEquals(demands, that.demands);
  }

  @Override
  public int hashCode() {
    return file.hashCode() * 31 + Arrays.hashCode(arrivalNs);
  }
}
