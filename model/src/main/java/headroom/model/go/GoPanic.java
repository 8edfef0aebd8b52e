package headroom.model.go;

/**
 * The program panics, and nobody recovers: the process ends with status 2. Source: {@code
 * runtime/panic.go:printpanics}.
 */
public final class GoPanic extends ProcessEndedException {
  private static final long serialVersionUID = 1;

  /** A panic with the runtime's words, such as {@code send on closed channel}. */
  public GoPanic(String message) {
    super(message);
  }

  @Override
  public String words() {
    return "panic: " + getMessage();
  }
}
