package headroom.model.go;

/** Thrown when what a goroutine does ends the process. */
public final class ProcessExitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ExitCause cause;

  /** The end by {@code cause}. */
  public ProcessExitException(ExitCause cause) {
    super(cause.words());
    this.cause = cause;
  }

  /** A panic with {@code value}. */
  public static ProcessExitException panic(String value) {
    return new ProcessExitException(new ExitCause.Panic(value));
  }

  /** The runtime throws {@code message}. */
  public static ProcessExitException fatal(String message) {
    return new ProcessExitException(new ExitCause.Fatal(message));
  }

  /** What ends the process. */
  public ExitCause exitCause() {
    return cause;
  }
}
