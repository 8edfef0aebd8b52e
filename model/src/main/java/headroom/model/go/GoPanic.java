package headroom.model.go;

/** The program panics, and nobody recovers: the process ends. */
public final class GoPanic extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A panic with the runtime's words, such as {@code send on closed channel}. */
  public GoPanic(String message) {
    super(message);
  }
}
