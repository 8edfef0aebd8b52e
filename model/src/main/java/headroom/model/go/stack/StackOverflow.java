package headroom.model.go.stack;

/** A stack would exceed its limit, which ends the process. Source: {@code stack.go:newstack}. */
public final class StackOverflow extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the runtime's words. */
  public StackOverflow() {
    super("stack overflow");
  }

  /** What the runtime prints. */
  public String words() {
    return "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
  }
}
