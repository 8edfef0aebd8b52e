package headroom.accuracy;

import java.util.LinkedHashMap;
import java.util.Map;

/** The errors that a page lists, read back from its tables. */
final class ListedErrors {
  /** What was not to be had: nothing completed in the window of the real run. */
  private static final String NO_ERROR = "-";

  private static final int CASE_CELL = 1;
  private static final int ERROR_CELL = 4;

  private ListedErrors() {}

  /** The signed error of each case in the table of {@code metric}, as a share. */
  static Map<String, Double> read(String page, Metric metric) {
    Map<String, Double> errors = new LinkedHashMap<>();
    boolean inTable = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("## ")) {
        inTable = line.equals(AccuracyPage.heading(metric));
      } else if (inTable && line.startsWith("| f")) {
        String[] cells = line.split("\\|", -1);
        String error = cells[ERROR_CELL].strip();
        if (!error.equals(NO_ERROR)) {
          errors.put(cells[CASE_CELL].strip(), Double.parseDouble(error) / 100);
        }
      }
    }
    return errors;
  }
}
