package headroom.experiments.file;

import headroom.model.random.Distribution;
import headroom.model.workload.RequestClass;
import headroom.model.workload.TraceTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CSV files that an experiment names; each is read once, whatever the number of points. */
final class CsvFiles {
  private final Path baseDirectory;
  private final Map<String, CsvTable> tables = new LinkedHashMap<>();
  private final Map<TraceKey, TraceTable> traces = new LinkedHashMap<>();

  CsvFiles(Path baseDirectory) {
    this.baseDirectory = baseDirectory;
  }

  private record TraceKey(String file, List<String> classes, List<TraceColumn> columns) {}

  Path baseDirectory() {
    return baseDirectory;
  }

  private CsvTable table(Expression file) throws Malformed {
    CsvTable known = tables.get(file.text());
    if (known != null) {
      return known;
    }
    try {
      CsvTable table = CsvTable.read(baseDirectory, file.text());
      tables.put(file.text(), table);
      return table;
    } catch (Malformed e) {
      throw new Malformed(e.explanation(), file.offset());
    }
  }

  /**
   * The recorded arrivals and demands in {@code file}; mistakes in it go to {@code problems} with
   * its own name and line.
   */
  TraceTable trace(Expression file, List<RequestClass> classes, Problems problems)
      throws Malformed {
    CsvTable table = table(file);
    List<String> names = classes.stream().map(RequestClass::name).toList();
    TraceKey key = new TraceKey(file.text(), names, TraceColumn.of(classes));
    TraceTable known = traces.get(key);
    if (known != null) {
      return known;
    }
    int errorsBefore = problems.errorCount();
    TraceTable trace = new TraceReader(table, names, key.columns(), problems).read();
    if (problems.errorCount() == errorsBefore) {
      traces.put(key, trace);
    }
    return trace;
  }

  /**
   * The values of a column, each equally likely. The column's name ends in their unit, or each cell
   * has one.
   */
  Distribution sample(Expression file, Expression column, Quantity quantity) throws Malformed {
    CsvTable table = table(file);
    int index = table.column(column.text());
    if (index < 0) {
      throw new Malformed(
          "\""
              + file.text()
              + "\" has no column \""
              + column.text()
              + "\""
              + NearestName.expectation(column.text(), table.header()),
          column.offset());
    }
    String unit = unit(column.text(), quantity);
    double[] values = new double[table.rows().size()];
    for (int row = 0; row < values.length; row++) {
      String cell = table.cell(row, index);
      String place = file.text() + ":" + table.lines().get(row) + ": ";
      if (cell.isEmpty()) {
        throw new Malformed(place + "the cell of " + column.text() + " is empty", column.offset());
      }
      try {
        BigDecimal value = quantity.parse(Character.isLetter(last(cell)) ? cell : cell + unit);
        values[row] = value.doubleValue();
      } catch (Malformed e) {
        String advice =
            unit.isEmpty() && quantity == Quantity.DURATION
                ? ", or a column " + column.text() + "_ms"
                : "";
        throw new Malformed(place + e.explanation() + advice, column.offset());
      }
    }
    return new Distribution.Empirical(file.text() + ", " + column.text(), values);
  }

  private static char last(String cell) {
    return cell.isEmpty() ? ' ' : cell.charAt(cell.length() - 1);
  }

  private static String unit(String column, Quantity quantity) {
    String suffix = column.substring(column.lastIndexOf('_') + 1);
    return switch (quantity) {
      case DURATION ->
          List.of("ns", "us", "ms", "s").contains(suffix) && column.contains("_") ? suffix : "";
      case SIZE -> suffix.equals("bytes") ? "B" : "";
      case COUNT, RATE, SHARE, LOAD -> "";
    };
  }
}
