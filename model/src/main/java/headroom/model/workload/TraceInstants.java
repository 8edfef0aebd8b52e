package headroom.model.workload;

/** The recorded instants of a trace; over after the last. */
final class TraceInstants extends Instants {
  private final long[] arrivalNs;
  private int row = -1;

  TraceInstants(TraceTable table) {
    arrivalNs = table.arrivalNs();
  }

  @Override
  double next() {
    if (row >= arrivalNs.length - 1) {
      return NONE;
    }
    row++;
    assert row == 0 || arrivalNs[row] >= arrivalNs[row - 1] : "trace runs back at row " + row;
    return arrivalNs[row];
  }

  @Override
  int traceRow() {
    return row;
  }
}
