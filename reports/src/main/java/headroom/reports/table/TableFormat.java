package headroom.reports.table;

/** How a table is written. */
public enum TableFormat {
  /** Aligned columns for a terminal. */
  TABLE,
  /** A Markdown table. */
  MARKDOWN,
  /** Comma-separated values, raw numbers, units in the names of the columns. */
  CSV,
  /** An array of objects, raw numbers, units in the names of the fields. */
  JSON
}
