package headroom.cli.console;

import headroom.experiments.operations.Catalogue;
import headroom.experiments.operations.Operation;
import headroom.experiments.operations.Operation.Figures;
import headroom.experiments.operations.Operation.Origin;
import headroom.experiments.operations.Operations;
import headroom.experiments.result.FigureText;
import headroom.reports.table.TableFormat;
import headroom.reports.table.TextTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What operations cost, as a table: for people with units, for programs as plain numbers. */
public final class OperationTable {
  private static final double NS_PER_MS = 1e6;
  private static final int DIGITS = 4;

  private static final List<String> HEADER =
      List.of("operation", "time", "direct calls", "bytes", "allocs", "interval", "note");

  private final Operations operations;

  /** A table of {@code operations}, in their order. */
  public OperationTable(Operations operations) {
    this.operations = operations;
  }

  /** The table in {@code format}, with a line break at its end. */
  public String text(TableFormat format) {
    return switch (format) {
      case TABLE -> aligned(table()).aligned();
      case MARKDOWN -> table().markdown();
      case CSV -> csv();
      case JSON -> json();
    };
  }

  private TextTable table() {
    List<List<String>> rows = new ArrayList<>();
    for (Operation operation : operations.all()) {
      Figures figures = operation.figures();
      rows.add(
          List.of(
              operation.name(),
              time(figures.ns()),
              FigureText.number(figures.ns() / Catalogue.directCallNs()) + "x",
              FigureText.number(figures.bytes()),
              figures.knowsAllocation() ? FigureText.number(figures.objects()) : FigureText.NONE,
              time(figures.lowNs()) + " .. " + time(figures.highNs()),
              note(operation)));
    }
    return new TextTable(HEADER, rows, 1);
  }

  /** The same with notes that begin at the left. */
  private static TextTable aligned(TextTable table) {
    int last = HEADER.size() - 1;
    int width = table.rows().stream().mapToInt(row -> row.get(last).length()).reduce(4, Math::max);
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : table.rows()) {
      rows.add(padded(row, width));
    }
    return new TextTable(padded(table.header(), width), rows, 1);
  }

  private static List<String> padded(List<String> row, int width) {
    List<String> padded = new ArrayList<>(row);
    String note = row.get(row.size() - 1);
    padded.set(row.size() - 1, note + " ".repeat(width - note.length()));
    return padded;
  }

  private static String time(double ns) {
    return ns == 0 ? "0 ns" : FigureText.time(ns / NS_PER_MS);
  }

  private static String note(Operation operation) {
    List<String> parts = new ArrayList<>();
    if (operation.origin() != Origin.CATALOGUE) {
      parts.add("your own");
    }
    if (!operation.note().isEmpty()) {
      parts.add(operation.note());
    }
    if (operation.instead() != null) {
      parts.add("no op: " + operation.instead());
    }
    return String.join("; ", parts);
  }

  /** As exact as the catalogue. */
  private static double directCalls(Figures figures) {
    return new BigDecimal(figures.ns() / Catalogue.directCallNs())
        .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
        .doubleValue();
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Operation operation : operations.all()) {
      Figures figures = operation.figures();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("operation", operation.name());
      row.put("source", operation.origin().name().toLowerCase(Locale.ROOT));
      row.put("ns", figures.ns());
      row.put("ns_low", figures.lowNs());
      row.put("ns_high", figures.highNs());
      row.put("direct_calls", directCalls(figures));
      if (figures.knowsAllocation()) {
        row.put("bytes", figures.bytes());
        row.put("allocs", figures.objects());
      }
      row.put("op", operation.isComputed());
      row.put("instead", operation.instead() == null ? "" : operation.instead());
      row.put("note", operation.note());
      rows.add(row);
    }
    return rows;
  }

  private String json() {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    return mapper.writeValueAsString(rows()).replace("\r\n", "\n") + "\n";
  }

  private String csv() {
    List<String> header =
        List.of(
            "operation",
            "source",
            "ns",
            "ns_low",
            "ns_high",
            "direct_calls",
            "bytes",
            "allocs",
            "op",
            "instead",
            "note");
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    StringBuilder text = new StringBuilder();
    try {
      format.printRecord(text, header.toArray());
      for (Map<String, Object> row : rows()) {
        format.printRecord(text, header.stream().map(key -> row.getOrDefault(key, "")).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
