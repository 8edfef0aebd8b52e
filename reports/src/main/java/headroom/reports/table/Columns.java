package headroom.reports.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/** Raw figures and words in named columns of one length, for other programs to read. */
record Columns(List<Column> columns) {
  private static final CSVFormat CSV = CSVFormat.RFC4180;

  /**
   * A column.
   *
   * @param cells numbers or words; null for what does not apply
   */
  record Column(String name, List<@Nullable Object> cells) {}

  /** A column of figures; what is not a number does not apply. */
  static Column figures(String name, double[] values) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (double value : values) {
      cells.add(Double.isNaN(value) ? null : value);
    }
    return new Column(name, cells);
  }

  /** A column of whole numbers. */
  static Column counts(String name, long[] values) {
    List<@Nullable Object> cells = new ArrayList<>();
    Arrays.stream(values).forEach(cells::add);
    return new Column(name, cells);
  }

  /** A column of words; an empty one does not apply. */
  static Column words(String name, List<String> values) {
    List<@Nullable Object> cells = new ArrayList<>();
    values.forEach(value -> cells.add(value.isEmpty() ? null : value));
    return new Column(name, cells);
  }

  /** As CSV with a header. */
  String csv() {
    StringBuilder text = new StringBuilder();
    text.append(CSV.format(columns.stream().map(Column::name).toArray())).append('\n');
    for (int row = 0; row < rowCount(); row++) {
      @Nullable Object[] cells = new @Nullable Object[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = columns.get(i).cells().get(row);
      }
      text.append(CSV.format(cells)).append('\n');
    }
    return text.toString();
  }

  /** The rows, each without what does not apply. */
  List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < rowCount(); row++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Column column : columns) {
        Object cell = column.cells().get(row);
        if (cell != null) {
          fields.put(column.name(), cell);
        }
      }
      rows.add(fields);
    }
    return rows;
  }

  private int rowCount() {
    return columns.get(0).cells().size();
  }
}
