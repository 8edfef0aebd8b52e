package headroom.model.workload.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A context: ends when its deadline passes, when it is cancelled, or when its parent ends; then
 * everything that waits under it and looks at it is woken. Used again once its maker has left it.
 * Source: Go {@code context/context.go}.
 */
final class Context {
  private final Interpreter interpreter;
  private @Nullable Context parent;
  private final List<Context> children = new ArrayList<>(0);
  private final List<RunContext> runs = new ArrayList<>(1);
  private @Nullable Canceller canceller;
  private @Nullable Failure ended;

  /** Its place among its parent's children. */
  private int place;

  Context(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** It is one under {@code itsParent} from now on, and has no deadline yet. */
  void begin(@Nullable Context itsParent) {
    assert children.isEmpty() && runs.isEmpty() : "begun while it is used";
    parent = itsParent;
    ended = null;
    if (itsParent != null) {
      place = itsParent.children.size();
      itsParent.children.add(this);
      ended = itsParent.ended;
    }
  }

  /** Ends with {@code failure} at {@code dueNs}; at once if that is past. */
  void endAt(long dueNs, Failure failure) {
    if (ended != null) {
      return;
    }
    if (dueNs < interpreter.scheduler.now()) {
      ended = failure;
      return;
    }
    Canceller starting = interpreter.takeCanceller();
    canceller = starting;
    starting.start(this, dueNs, failure);
  }

  /** Why it has ended; null while it has not. */
  @Nullable Failure ended() {
    return ended;
  }

  /** Ends it and all contexts below it. Called by a running goroutine. */
  void end(Failure failure) {
    if (ended != null) {
      return;
    }
    ended = failure;
    for (int i = 0; i < children.size(); i++) {
      children.get(i).end(failure);
    }
    for (int i = 0; i < runs.size(); i++) {
      runs.get(i).contextEnded();
    }
  }

  /** Its deadline has passed. */
  void expired(Failure failure) {
    canceller = null;
    end(failure);
  }

  /** {@code run} waits under this context from now on. */
  void join(RunContext run) {
    run.place = runs.size();
    runs.add(run);
  }

  /** {@code run} waits under it no longer. */
  void quit(RunContext run) {
    RunContext last = runs.remove(runs.size() - 1);
    if (last != run) {
      runs.set(run.place, last);
      last.place = run.place;
    }
  }

  /**
   * Cancels it, as its maker does at the end of the block, when nobody waits under it any more.
   * Returns its parent.
   */
  @Nullable Context leave() {
    if (canceller != null) {
      canceller.stop();
      canceller = null;
    }
    Context above = parent;
    if (above != null) {
      Context last = above.children.remove(above.children.size() - 1);
      if (last != this) {
        above.children.set(place, last);
        last.place = place;
      }
    }
    interpreter.giveBack(this);
    return above;
  }
}
