package headroom.model.workload.program;

import headroom.model.random.KeyedStream;

/**
 * With which a run asks for what its steps draw, or what a trace records; see {@link DrawPaths}.
 */
final class RunKeys {
  private final Interpreter interpreter;

  /** With which the paths of its draws begin. */
  private long path;

  /** The row of the trace that has its values, if there is a trace. */
  private int traceRow;

  /** Number of this goroutine among those that ran the same step for the request, from 0. */
  private int ordinal;

  RunKeys(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** A program begins whose draws are under {@code itsPath}, or in {@code row} of the trace. */
  void begin(long itsPath, int row, int itsOrdinal) {
    path = itsPath;
    traceRow = row;
    ordinal = itsOrdinal;
  }

  /** The interpreter of the run, kept here alone: a reference less in each of millions of runs. */
  Interpreter interpreter() {
    return interpreter;
  }

  int ordinal() {
    return ordinal;
  }

  int traceRow() {
    return traceRow;
  }

  /** The path of an execution (from 0) of the step {@code key}. */
  long ofExecution(long key, int execution) {
    return DrawPaths.ofExecution(path, key, execution);
  }

  /**
   * The draws of an execution (from 0) of the step {@code key}; to be used before the next call.
   */
  KeyedStream draws(long key, int execution) {
    return interpreter.draws(ofExecution(key, execution));
  }

  long traced(int column) {
    return interpreter.traced(column, traceRow);
  }
}
