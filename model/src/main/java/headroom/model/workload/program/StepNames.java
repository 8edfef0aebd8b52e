package headroom.model.workload.program;

import headroom.model.go.TimeAccount;
import headroom.model.workload.RequestStep;
import headroom.model.workload.SharedStep;
import headroom.model.workload.program.ProgramObserver.StepDescription;
import headroom.model.workload.program.ProgramObserver.StepObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which steps are accounted for, and under what names. A step that only holds others together (a
 * loop, a choice, a time limit) is, if it has an id.
 */
final class StepNames {
  private final ProgramObserver observer;
  private final String scope;
  private final boolean beside;

  /** The steps around the present one, across goroutines that they start; the innermost first. */
  private final ArrayDeque<Around> around = new ArrayDeque<>();

  /**
   * Names of the steps of {@code scope}.
   *
   * @param beside whether nobody's latency holds their time
   */
  StepNames(ProgramObserver observer, String scope, boolean beside) {
    this.observer = observer;
    this.scope = scope;
    this.beside = beside;
  }

  /** A step that is being compiled. */
  private record Around(@Nullable String id, @Nullable StepObserver account, boolean beside) {}

  /** The account of {@code step} in {@code program}; null if it has none. */
  @Nullable StepBracket enter(
      RequestStep step, @Nullable StepBracket outer, ProgramBuilder program) {
    String id = step.id();
    RequestStep.Accounting accounting = step.accounting();
    boolean besideInside = isBeside() || step.isLeftAlone();
    if (id == null && accounting == RequestStep.Accounting.HOLDS_TOGETHER) {
      around.push(new Around(null, null, besideInside));
      return null;
    }
    String title = step.title();
    String name = id == null ? prefix() + title : id;
    StepObserver account =
        observer.step(new StepDescription(scope, name, title, aroundAccount(), isBeside()));
    around.push(new Around(id, account, besideInside));
    boolean takes = accounting == RequestStep.Accounting.TAKES;
    TimeAccount blockedAs = step.kind() == SharedStep.Kind.LOG ? TimeAccount.LOGGING : null;
    return new StepBracket(account, outer, program.takeSlots(2), takes, blockedAs);
  }

  /** {@code step} is compiled, with all that is in it. */
  void leave() {
    around.pop();
  }

  private @Nullable StepObserver aroundAccount() {
    for (Around outer : around) {
      if (outer.account != null) {
        return outer.account;
      }
    }
    return null;
  }

  private boolean isBeside() {
    return around.isEmpty() ? beside : around.getFirst().beside;
  }

  private String prefix() {
    List<Around> outermostFirst = new ArrayList<>(around);
    Collections.reverse(outermostFirst);
    StringBuilder prefix = new StringBuilder();
    for (Around outer : outermostFirst) {
      prefix.append(outer.id == null ? "" : outer.id + ": ");
    }
    return prefix.toString();
  }
}
