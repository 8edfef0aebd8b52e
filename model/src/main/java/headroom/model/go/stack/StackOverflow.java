package headroom.model.go.stack;

import headroom.model.go.ProcessEndedException;

/** A stack would exceed its limit, which ends the process. Source: {@code stack.go:newstack}. */
public final class StackOverflow extends ProcessEndedException {
  private static final long serialVersionUID = 1;

  /** With the runtime's words. */
  public StackOverflow() {
    super("stack overflow");
  }

  @Override
  public String words() {
    return "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow";
  }
}
