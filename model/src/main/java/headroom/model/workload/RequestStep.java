package headroom.model.workload;

import headroom.model.random.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a request, as the experiment file names it. Times are nanoseconds. Immutable.
 *
 * <p>A step says of itself whatever can be said without running it; what it becomes in a program
 * stands in {@link headroom.model.workload.program}.
 */
public sealed interface RequestStep permits WorkStep, BlockStep, SharedStep {

  /** A time limit that is none. */
  long NO_LIMIT = Long.MAX_VALUE;

  /** The step's {@code id}, by which traces and sweeps name it; null if it has none. */
  @Nullable String id();

  /** Which step of the file it is. */
  StepKind kind();

  /** What the step does, as the file says it, and to what: {@code call db}. */
  default String title() {
    return kind().key();
  }

  /** What is drawn for the step, or recorded in a trace; null if nothing is. */
  default @Nullable Amount amount() {
    return null;
  }

  /** The lists of steps in it; empty if it holds none. */
  default List<List<RequestStep>> nested() {
    return List.of();
  }

  /** Whether at most one of {@link #nested} runs. */
  default boolean runsOneOfNested() {
    return false;
  }

  /** Whether the goroutines that run {@link #nested} are not waited for. */
  default boolean isLeftAlone() {
    return false;
  }

  /** How its time is accounted for. */
  Accounting accounting();

  /** What it needs on average if it waits for nobody. */
  MeanNeed meanNeed(StepMeans means);

  /** Calls the method of {@code visitor} for steps of this kind. */
  <R> R accept(StepVisitor<R> visitor);

  /** All kinds of steps, in the order of the groups. */
  static List<StepKind> kinds() {
    List<StepKind> kinds = new ArrayList<>(List.of(WorkStep.Kind.values()));
    kinds.addAll(List.of(BlockStep.Kind.values()));
    kinds.addAll(List.of(SharedStep.Kind.values()));
    return kinds;
  }

  /** How the time of a step is accounted for. */
  enum Accounting {
    /** It has waited while others held its goroutine up. */
    RUNS,
    /** It takes something and gives it back: it has waited until it had it. */
    TAKES,
    /** It takes no time of its own: accounted for if it has an id. */
    HOLDS_TOGETHER
  }

  /** A number that a step asks for. */
  record Amount(Unit unit, Distribution distribution) {
    /** What it is a number of. */
    public enum Unit {
      /** Nanoseconds. */
      TIME,
      /** Bytes. */
      BYTES,
      /** Repetitions, or goroutines. */
      COUNT
    }
  }
}
