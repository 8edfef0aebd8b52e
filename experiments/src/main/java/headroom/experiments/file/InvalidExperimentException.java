package headroom.experiments.file;

import java.util.List;
import java.util.stream.Collectors;

/** The experiment cannot be run; carries every problem found, in the order of their positions. */
public final class InvalidExperimentException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /** An exception of at least one problem. */
  public InvalidExperimentException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All errors. */
  public List<Problem> problems() {
    return problems;
  }
}
