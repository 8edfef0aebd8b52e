package headroom.cli.command;

import headroom.reports.table.TableFormat;
import picocli.CommandLine.Option;

/** The option that chooses how a table is printed. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "Of the table on standard output: table, markdown, csv or json.")
  private TableFormat format = TableFormat.TABLE;

  TableFormat format() {
    return format;
  }

  /** Whether the output is for people, so that more than the table may be said. */
  boolean forPeople() {
    return format == TableFormat.TABLE;
  }
}
