package headroom.measure;

import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep.Amount;
import headroom.model.workload.TraceTable;
import java.math.BigDecimal;
import java.util.List;

/** Requests in the form of {@code arrivals: trace(trace.csv)}. */
final class TraceFile {
  /** What the file is called. */
  static final String NAME = "trace.csv";

  /** Digits behind the point of seconds and of milliseconds that make a nanosecond. */
  private static final int SECONDS = 9;

  private static final int MILLISECONDS = 6;

  private TraceFile() {}

  /** The text of the file for {@code drawn}, whose requests are of {@code classes}. */
  static String text(DrawnRequests.Drawn drawn, List<RequestClass> classes) {
    TraceTable table = drawn.table();
    StringBuilder text = new StringBuilder("arrival_s,class");
    for (int column = 0; column < table.columns().size(); column++) {
      text.append(',').append(table.columns().get(column));
      text.append(drawn.units().get(column) == Amount.Unit.BYTES ? "_bytes" : "_ms");
    }
    text.append('\n');
    for (int row = 0; row < table.size(); row++) {
      text.append(decimal(table.arrivalNs()[row], SECONDS)).append(',');
      text.append(classes.get(table.classIndex()[row]).name());
      for (int column = 0; column < table.columns().size(); column++) {
        long cell = table.demands()[column][row];
        boolean bytes = drawn.units().get(column) == Amount.Unit.BYTES;
        text.append(',');
        text.append(cell == TraceTable.NONE ? "" : bytes ? cell : decimal(cell, MILLISECONDS));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String decimal(long value, int digits) {
    return BigDecimal.valueOf(value, digits).toPlainString();
  }
}
