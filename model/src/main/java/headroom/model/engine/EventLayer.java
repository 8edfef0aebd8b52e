package headroom.model.engine;

/** A layer of the model that has events of its own. */
public interface EventLayer {
  /** Handles an event if its kind is one of this layer or of one below; otherwise returns false. */
  boolean handle(int kind, int subject);
}
