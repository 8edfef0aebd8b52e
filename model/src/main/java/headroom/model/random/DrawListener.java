package headroom.model.random;

/** Told of every draw, for audits. */
public interface DrawListener {
  /** The stream {@code name} has drawn at {@code position}, where no other draw may be. */
  void drawn(String name, long position);
}
