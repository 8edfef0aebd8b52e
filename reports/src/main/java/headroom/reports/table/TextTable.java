package headroom.reports.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells ready to be read.
 *
 * @param words how many of the first columns hold words, which start at the left; all others end at
 *     the right
 */
public record TextTable(List<String> header, List<List<String>> rows, int words) {
  public TextTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Columns two spaces apart, no rules. */
  public String aligned() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    appendLine(text, header, widths);
    rows.forEach(row -> appendLine(text, row, widths));
    return text.toString();
  }

  /** A Markdown table. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    appendCells(text, header);
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      rules.add(i < words ? ":---" : "---:");
    }
    text.append("| ").append(String.join(" | ", rules)).append(" |\n");
    rows.forEach(row -> appendCells(text, row));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(header.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    return widths;
  }

  private void appendLine(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String space = " ".repeat(widths[i] - length(cells.get(i)));
      line.append(i == 0 ? "" : "  ");
      line.append(i < words ? cells.get(i) + space : space + cells.get(i));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static void appendCells(StringBuilder text, List<String> cells) {
    List<String> escaped =
        cells.stream().map(cell -> cell.replace("|", "\\|").replace("\n", " ")).toList();
    text.append("| ").append(String.join(" | ", escaped)).append(" |\n");
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
