package headroom.model.go;

/** The runtime throws, which no recover stops. Source: {@code runtime/panic.go:fatal}. */
public final class FatalError extends ProcessEndedException {
  private static final long serialVersionUID = 1;

  /** With the runtime's words, such as {@code sync: unlock of unlocked mutex}. */
  public FatalError(String message) {
    super(message);
  }

  @Override
  public String words() {
    return "fatal error: " + getMessage();
  }
}
