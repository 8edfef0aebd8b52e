package headroom.experiments.file;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trace must say about a step with an id.
 *
 * @param classIndex the class that the step belongs to
 * @param unit {@code ms}, {@code bytes} or {@code count}
 * @param executions columns {@code id.1} to {@code id.n}; 0 for a step outside {@code repeat} and
 *     {@code spawn}, {@link #ANY} if only the trace knows
 * @param optional cells may be empty, and for a count or a size the column may be missing
 */
record TraceColumn(int classIndex, String id, String unit, int executions, boolean optional) {
  static final int ANY = -1;
  private static final int MAX_EXECUTIONS = 10_000;

  /** The columns of all classes. */
  static List<TraceColumn> of(List<RequestClass> classes) {
    List<TraceColumn> columns = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      collect(classes.get(i).steps(), i, 0, false, columns);
    }
    return columns;
  }

  private static void collect(
      List<RequestStep> steps,
      int classIndex,
      int executions,
      boolean optional,
      List<TraceColumn> columns) {
    for (RequestStep step : steps) {
      RequestStep.Amount amount = step.amount();
      int inner = executions;
      boolean innerOptional = optional || step.runsOneOfNested();
      if (amount != null) {
        boolean counts = amount.unit() == RequestStep.Amount.Unit.COUNT;
        boolean timed = amount.unit() == RequestStep.Amount.Unit.TIME;
        add(columns, classIndex, step.id(), unit(amount), executions, optional || !timed);
        inner = counts ? times(executions, amount.distribution()) : executions;
      }
      for (List<RequestStep> block : step.nested()) {
        collect(block, classIndex, inner, innerOptional || inner == ANY, columns);
      }
    }
  }

  private static String unit(RequestStep.Amount amount) {
    return switch (amount.unit()) {
      case TIME -> "ms";
      case BYTES -> "bytes";
      case COUNT -> "count";
    };
  }

  private static int times(int outer, Distribution times) {
    if (outer == ANY || !(times instanceof Distribution.Constant constant)) {
      return ANY;
    }
    double product = Math.max(1, outer) * constant.value();
    return product < 1 || product > MAX_EXECUTIONS ? ANY : (int) product;
  }

  private static void add(
      List<TraceColumn> columns,
      int classIndex,
      @Nullable String id,
      String unit,
      int executions,
      boolean optional) {
    if (id != null) {
      columns.add(new TraceColumn(classIndex, id, unit, executions, optional));
    }
  }

  /** The names of this step's columns without the unit, given the header of a trace. */
  List<String> names(List<String> header) {
    if (executions == 0) {
      return List.of(id);
    }
    List<String> names = new ArrayList<>();
    for (int k = 1;
        executions == ANY ? header.contains(id + "." + k + "_" + unit) : k <= executions;
        k++) {
      names.add(id + "." + k);
    }
    return names.isEmpty() ? List.of(id + ".1") : names;
  }
}
