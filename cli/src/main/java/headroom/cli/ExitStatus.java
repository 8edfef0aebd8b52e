package headroom.cli;

/** What a process of this program ends with. */
public enum ExitStatus {
  /** Done, and the SLO is met if there is one. */
  DONE(0),
  /** Internal failure. */
  FAILED(1),
  /** Bad usage or a bad experiment file. */
  BAD_USAGE(2),
  /** Done, but the SLO is missed, or the simulated process crashed. */
  SLO_MISSED(3),
  /** Prediction and measurement differ by more than the tolerance. */
  DIFFERS(4),
  /** Interrupted by the user: 128 + SIGINT. */
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The status that the shell sees. */
  public int code() {
    return code;
  }
}
