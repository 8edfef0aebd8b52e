package headroom.model.go;

/** What a goroutine does ends the process; nobody recovers. */
public abstract class ProcessEndedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a message without the words around it. */
  protected ProcessEndedException(String message) {
    super(message);
  }

  /** What Go prints before the stacks, one or two lines. */
  public abstract String words();
}
