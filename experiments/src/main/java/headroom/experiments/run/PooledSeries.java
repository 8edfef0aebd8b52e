package headroom.experiments.run;

import headroom.experiments.result.Curves.Series;
import headroom.model.observe.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean, the least and the highest of the samples over replications. Replications that end early
 * have fewer samples: what is not sampled in all of them is left out.
 */
final class PooledSeries {
  private static final double NS_PER_S = 1e9;

  private List<String> names = List.of();
  private long[] timesNs = new long[0];
  private double[][] sums = {};
  private double[][] least = {};
  private double[][] highest = {};
  private int replications;

  /** Adds the next replication. */
  void add(Observation.Series series) {
    if (replications++ == 0) {
      names = series.names();
      timesNs = series.timeNs();
      sums = copy(series.values());
      least = copy(series.values());
      highest = copy(series.peaks());
      return;
    }
    if (series.timeNs().length < timesNs.length) {
      timesNs = series.timeNs();
    }
    for (int row = 0; row < sums.length; row++) {
      for (int i = 0; i < timesNs.length; i++) {
        sums[row][i] += series.values()[row][i];
        least[row][i] = Math.min(least[row][i], series.values()[row][i]);
        highest[row][i] = Math.max(highest[row][i], series.peaks()[row][i]);
      }
    }
  }

  /** The instants that all replications have, ns. */
  long[] timesNs() {
    return timesNs;
  }

  /** The means. */
  Series means() {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int row = 0; row < sums.length; row++) {
      values.put(names.get(row), mean(row));
    }
    return new Series(Arrays.stream(timesNs).mapToObj(time -> time / NS_PER_S).toList(), values);
  }

  /** The means of one series; empty if there is none of that name. */
  double[] means(String name) {
    int row = names.indexOf(name);
    return row < 0 ? new double[0] : mean(row).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The least samples by name, of rows in which they differ from the highest. */
  Map<String, List<Double>> least() {
    return wide(least);
  }

  /** The highest by name, of rows in which they differ from the least. */
  Map<String, List<Double>> highest() {
    return wide(highest);
  }

  private Map<String, List<Double>> wide(double[][] rows) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (int row = 0; row < rows.length; row++) {
      if (!Arrays.equals(cut(least[row]), cut(highest[row]))) {
        values.put(names.get(row), Arrays.stream(cut(rows[row])).boxed().toList());
      }
    }
    return values;
  }

  private List<Double> mean(int row) {
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < timesNs.length; i++) {
      means.add(sums[row][i] / replications);
    }
    return means;
  }

  private double[] cut(double[] row) {
    return Arrays.copyOf(row, timesNs.length);
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }
}
