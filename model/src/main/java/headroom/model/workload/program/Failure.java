package headroom.model.workload.program;

/** Why the steps of a request end before the last one. */
public enum Failure {
  /** The request's deadline: {@code context.DeadlineExceeded}. */
  DEADLINE("deadline exceeded"),
  /** The time limit of a call or of a block of steps. */
  TIMEOUT("call timed out"),
  /** No connection of a pool within its longest wait. */
  POOL_WAIT("no connection in time"),
  /** The last attempt at a call has failed. */
  CALL_ERROR("call failed"),
  /** A sibling has failed: {@code context.Canceled}. */
  CANCELED("context canceled");

  private final String words;

  Failure(String words) {
    this.words = words;
  }

  /** In words, for a report. */
  public String words() {
    return words;
  }
}
