package headroom.model.workload.program;

import headroom.model.random.DrawKey;

/**
 * How the demands of steps are keyed. The compiled part of a path is the class of requests or the
 * channel, then the step: by its id, or else by its place among the steps without one of each block
 * around it. The part of a run is the request, its attempt, and for every goroutine on the way to
 * this one the step that started it, that step's execution, the branch and the goroutine's number;
 * for the consumer of a channel the step and execution that sent the value. Last comes the
 * execution.
 *
 * <p>So a step with an id draws the same whatever is added around it, the k-th request draws the
 * same at all points of a sweep, and a retry draws anew.
 */
public final class DrawPaths {
  private static final DrawKey CLASSES = DrawKey.ROOT.child("class");
  private static final DrawKey CHANNELS = DrawKey.ROOT.child("channel");
  private static final DrawKey RUNS = DrawKey.ROOT.child("request");

  private DrawPaths() {}

  /** The steps of the class {@code name}. */
  public static DrawKey ofClass(String name) {
    return CLASSES.child(name);
  }

  /** The steps of the consumers of the channel {@code name}. */
  public static DrawKey ofChannel(String name) {
    return CHANNELS.child(name);
  }

  /** The step {@code id} of the class or channel {@code owner}. */
  public static DrawKey ofStep(DrawKey owner, String id) {
    return owner.child("id").child(id);
  }

  /** The step at {@code place}, from 0, among those without an id of {@code block}. */
  public static DrawKey ofUnnamed(DrawKey block, int place) {
    return block.child(place);
  }

  /** The goroutine that serves an attempt (from 0) at a request. */
  public static long ofAttempt(long request, int attempt) {
    return DrawKey.child(DrawKey.child(RUNS.bits(), request), attempt);
  }

  /** An execution (from 0) of a step by the goroutine {@code run}. */
  public static long ofExecution(long run, long step, int execution) {
    return DrawKey.child(DrawKey.child(run, step), execution);
  }

  /** Goroutine {@code number} of a branch that the execution {@code start} of a step starts. */
  static long ofChild(long start, int branch, int number) {
    return DrawKey.child(DrawKey.child(start, branch), number);
  }
}
