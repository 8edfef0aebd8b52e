package headroom.model.workload.program;

import headroom.model.go.TimeAccount;
import headroom.model.workload.RequestStep;
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

  /**
   * The account of {@code step}; null if it has none.
   *
   * @param slot the first free one of its program
   */
  @Nullable StepBracket enter(RequestStep step, @Nullable StepBracket outer, int slot) {
    String kind = step.kind();
    String id = step.id();
    StepBracket bracket = null;
    if (id != null || !onlyHoldsTogether(step)) {
      boolean takes =
          step instanceof RequestStep.Lock
              || step instanceof RequestStep.Call
              || step instanceof RequestStep.Log;
      TimeAccount blockedAs = step instanceof RequestStep.Log ? TimeAccount.LOGGING : null;
      String name = id == null ? prefix() + kind : id;
      StepObserver account =
          observer.step(new StepDescription(scope, name, kind, aroundAccount(), isBeside()));
      bracket = new StepBracket(account, outer, slot, takes, blockedAs);
      around.push(new Around(id, account, isBeside() || isLeftAlone(step)));
    } else {
      around.push(new Around(null, null, isBeside() || isLeftAlone(step)));
    }
    return bracket;
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

  /** Whether the step starts goroutines that it does not wait for. */
  private static boolean isLeftAlone(RequestStep step) {
    return step instanceof RequestStep.Spawn spawn && !spawn.join();
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

  private static boolean onlyHoldsTogether(RequestStep step) {
    return step instanceof RequestStep.Repeat
        || step instanceof RequestStep.Choice
        || step instanceof RequestStep.Within
        || step instanceof RequestStep.Ticker
        || step instanceof RequestStep.Close
        || isLeftAlone(step);
  }
}
