package headroom.experiments.file;

import headroom.model.workload.TraceTable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a {@link TraceTable} of a CSV file and reports what is wrong in it, by line. */
final class TraceReader {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,2})?");

  /** At most so many mistakes of one file are reported. */
  private static final int MAX_ERRORS = 5;

  /** Arrivals, seconds, and demands, milliseconds or counts. */
  private static final BigDecimal MAX_VALUE = BigDecimal.valueOf(1_000_000_000);

  private final CsvTable table;
  private final List<String> classes;
  private final List<TraceColumn> columns;
  private final Problems problems;
  private int errors;

  TraceReader(CsvTable table, List<String> classes, List<TraceColumn> columns, Problems problems) {
    this.table = table;
    this.classes = classes;
    this.columns = columns;
    this.problems = problems;
  }

  TraceTable read() {
    Map<String, Integer> demandColumns = demandColumns();
    int rows = table.rows().size();
    long[] arrivalNs = arrivals(rows);
    int[] classIndex = classIndexes(rows);
    long[][] demands = new long[demandColumns.size()][rows];
    int column = 0;
    for (Map.Entry<String, Integer> entry : demandColumns.entrySet()) {
      readDemands(entry.getKey(), entry.getValue(), classIndex, demands[column++]);
    }
    if (errors > MAX_ERRORS) {
      error(table.lines().get(rows - 1), "and " + (errors - MAX_ERRORS) + " more", true);
    }
    return new TraceTable(
        table.file(), arrivalNs, classIndex, List.copyOf(demandColumns.keySet()), demands);
  }

  /** The index in the CSV of each column of demands, by name without the unit. */
  private Map<String, Integer> demandColumns() {
    Map<String, Integer> found = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>(List.of("arrival_s", "class"));
    if (new LinkedHashSet<>(table.header()).size() < table.header().size()) {
      error(1, "a column appears twice", false);
    }
    for (TraceColumn column : columns) {
      for (String name : column.names(table.header())) {
        String csvName = name + "_" + column.unit();
        used.add(csvName);
        int index = table.column(csvName);
        if (index >= 0) {
          found.put(name, index);
        } else if (column.unit().equals("ms")) {
          error(
              1,
              "column \"" + csvName + "\" is missing; the step \"" + column.id() + "\" needs it",
              false);
        }
      }
    }
    for (String name : table.header()) {
      if (!used.contains(name)) {
        problems.note(place(1), "column \"" + name + "\" has no effect: no step needs it");
      }
    }
    return found;
  }

  private long[] arrivals(int rows) {
    long[] arrivalNs = new long[rows];
    int column = table.column("arrival_s");
    if (column < 0) {
      error(1, "column \"arrival_s\" is missing", false);
      return arrivalNs;
    }
    for (int row = 0; row < rows; row++) {
      long before = row == 0 ? 0 : arrivalNs[row - 1];
      arrivalNs[row] = number(row, column, 9, before);
      if (arrivalNs[row] < before) {
        error(
            table.lines().get(row),
            "arrival_s is before that of the line above; sort the trace by arrival_s",
            false);
        arrivalNs[row] = before;
      }
    }
    return arrivalNs;
  }

  private int[] classIndexes(int rows) {
    int[] classIndex = new int[rows];
    int column = table.column("class");
    if (column < 0) {
      if (classes.size() > 1) {
        error(
            1,
            "column \"class\" is missing; the experiment has the classes "
                + String.join(", ", classes),
            false);
      }
      return classIndex;
    }
    for (int row = 0; row < rows; row++) {
      String name = table.cell(row, column);
      classIndex[row] = Math.max(0, classes.indexOf(name));
      if (!classes.contains(name)) {
        error(
            table.lines().get(row),
            "unknown class \"" + name + "\"" + NearestName.expectation(name, classes),
            false);
      }
    }
    return classIndex;
  }

  private void readDemands(String name, int csvColumn, int[] classIndex, long[] demands) {
    boolean[] known = new boolean[classes.size()];
    boolean[] needed = new boolean[classes.size()];
    int shift = 0;
    for (TraceColumn column : columns) {
      if (column
          .id()
          .equals(name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name)) {
        known[column.classIndex()] = true;
        needed[column.classIndex()] |= !column.optional();
        shift = column.unit().equals("ms") ? 6 : 0;
      }
    }
    Arrays.fill(demands, TraceTable.NONE);
    for (int row = 0; row < demands.length; row++) {
      if (!table.cell(row, csvColumn).isEmpty() && known[classIndex[row]]) {
        demands[row] = number(row, csvColumn, shift, 0);
      } else if (needed[classIndex[row]]) {
        String csvName = table.header().get(csvColumn);
        error(
            table.lines().get(row),
            csvName + " is empty, but a request of this class runs that step",
            false);
      }
    }
  }

  private long number(int row, int column, int shift, long otherwise) {
    String cell = table.cell(row, column);
    if (!NUMBER.matcher(cell).matches()) {
      error(
          table.lines().get(row),
          table.header().get(column) + " is \"" + cell + "\"; expected a number, 0 or more",
          false);
      return otherwise;
    }
    BigDecimal value = new BigDecimal(cell);
    if (value.compareTo(MAX_VALUE) > 0) {
      error(table.lines().get(row), table.header().get(column) + " is too large", false);
      return otherwise;
    }
    return value.movePointRight(shift).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private void error(int line, String message, boolean always) {
    if (errors++ < MAX_ERRORS || always) {
      problems.error(place(line), message);
    }
  }

  private Place place(int line) {
    return new Place(table.file(), line, 0);
  }
}
