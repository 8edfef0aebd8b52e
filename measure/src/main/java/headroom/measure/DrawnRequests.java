package headroom.measure;

import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.random.DrawKey;
import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import headroom.model.workload.ArrivalProcess;
import headroom.model.workload.Arrivals;
import headroom.model.workload.ClassDraws;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.RequestStep.Amount;
import headroom.model.workload.TraceTable;
import headroom.model.workload.program.DrawPaths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the requests of an experiment beforehand, so that a real program and the simulator get the
 * same: their arrivals up to the end of the window, their classes, and what every execution of
 * every step asks for. A replayed trace is taken as it is, and drawn are only the steps that it
 * does not have.
 */
final class DrawnRequests {
  private final Scenario scenario;
  private final List<Column> columns = new ArrayList<>();
  private final KeyedStream demands;
  private final ClassDraws classes;

  private DrawnRequests(Scenario scenario) {
    this.scenario = scenario;
    this.demands = KeyedStream.of(scenario.seed(), 0, "demands");
    this.classes = ClassDraws.of(scenario.classes(), new Streams(scenario.seed(), 0));
  }

  /**
   * What one execution of a step asks for.
   *
   * @param name of the trace's column, without the unit
   * @param execution from 0
   */
  private record Column(
      String name, Amount.Unit unit, int classIndex, Sampled sampled, int execution) {}

  /** How a step's demand is drawn. */
  private record Sampled(Distribution distribution, DrawKey path) {}

  /** The requests, and of each column of their table what it counts. */
  record Drawn(TraceTable table, List<Amount.Unit> units) {}

  /**
   * The requests of {@code scenario}. Every step that asks for a time or for bytes has an id, and
   * the numbers of repeats and of goroutines are constant.
   *
   * @param arrivals as the file has them
   */
  static Drawn of(Scenario scenario, Arrivals arrivals) {
    DrawnRequests drawn = new DrawnRequests(scenario);
    for (int i = 0; i < scenario.classes().size(); i++) {
      RequestClass each = scenario.classes().get(i);
      drawn.addColumns(each.steps(), i, 0);
    }
    return drawn.draw(arrivals);
  }

  private void addColumns(List<RequestStep> steps, int classIndex, int executions) {
    for (RequestStep step : steps) {
      Amount amount = step.amount();
      int inner = executions;
      if (amount != null && amount.unit() == Amount.Unit.COUNT) {
        inner = Math.max(1, executions) * (int) Math.round(amount.distribution().mean());
      } else if (amount != null && step.id() != null) {
        addColumn(step.id(), amount, classIndex, executions);
      }
      for (List<RequestStep> block : step.nested()) {
        addColumns(block, classIndex, inner);
      }
    }
  }

  private void addColumn(String id, Amount amount, int classIndex, int executions) {
    String owner = scenario.classes().get(classIndex).name();
    DrawKey path = DrawPaths.ofStep(DrawPaths.ofClass(owner), id);
    Sampled sampled = new Sampled(amount.distribution(), path);
    for (int k = 0; k < Math.max(1, executions); k++) {
      String name = executions == 0 ? id : id + "." + (k + 1);
      columns.add(new Column(name, amount.unit(), classIndex, sampled, k));
    }
  }

  private Drawn draw(Arrivals arrivals) {
    TraceTable recorded = arrivals instanceof Arrivals.Trace trace ? trace.table() : null;
    long[] arrivalNs = arrivalsBefore(scenario.window().endNs(), arrivals);
    int[] classIndex = new int[arrivalNs.length];
    for (int i = 0; i < classIndex.length; i++) {
      classIndex[i] = recorded == null ? classes.of(i) : recorded.classIndex()[i];
    }
    Map<String, long[]> cells = new LinkedHashMap<>();
    Map<String, Amount.Unit> units = new LinkedHashMap<>();
    for (Column column : columns) {
      units.put(column.name, column.unit);
      long[] values = cells.computeIfAbsent(column.name, name -> empty(arrivalNs.length));
      int known = recorded == null ? -1 : recorded.columns().indexOf(column.name);
      for (int i = 0; i < values.length; i++) {
        if (classIndex[i] == column.classIndex) {
          long value =
              recorded == null || known < 0 ? TraceTable.NONE : recorded.demands()[known][i];
          values[i] = value == TraceTable.NONE ? sample(column, i) : value;
        }
      }
    }
    TraceTable table =
        new TraceTable(
            TraceFile.NAME,
            arrivalNs,
            classIndex,
            List.copyOf(cells.keySet()),
            cells.values().toArray(long[][]::new));
    return new Drawn(table, List.copyOf(units.values()));
  }

  private static long[] empty(int rows) {
    long[] cells = new long[rows];
    Arrays.fill(cells, TraceTable.NONE);
    return cells;
  }

  private long[] arrivalsBefore(long endNs, Arrivals arrivals) {
    ArrivalProcess process = ArrivalProcess.of(arrivals, scenario.seed(), 0);
    List<Long> instants = new ArrayList<>();
    while (process.advance() && process.arrivalNs() < endNs) {
      instants.add(process.arrivalNs());
    }
    return instants.stream().mapToLong(Long::longValue).toArray();
  }

  private long sample(Column column, int request) {
    long run = DrawPaths.ofAttempt(request, 0);
    long path = DrawPaths.ofExecution(run, column.sampled.path.bits(), column.execution);
    return column.sampled.distribution.sample(demands.at(path));
  }
}
