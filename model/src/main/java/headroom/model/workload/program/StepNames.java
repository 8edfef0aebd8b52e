package headroom.model.workload.program;

import headroom.model.go.GoroutineState;
import headroom.model.workload.RequestStep;
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

  /** The ids of the steps around the present one, the innermost first. */
  private final ArrayDeque<String> around = new ArrayDeque<>();

  StepNames(ProgramObserver observer, String scope) {
    this.observer = observer;
    this.scope = scope;
  }

  /**
   * The account of {@code step}; null if it has none.
   *
   * @param slot the first free one of its program
   */
  @Nullable StepBracket enter(RequestStep step, @Nullable StepBracket outer, int slot) {
    String kind = kind(step);
    String id = step.id();
    StepBracket bracket = null;
    if (id != null || !onlyHoldsTogether(step)) {
      boolean takes =
          step instanceof RequestStep.Lock
              || step instanceof RequestStep.Call
              || step instanceof RequestStep.Log;
      GoroutineState blockedAs = step instanceof RequestStep.Log ? GoroutineState.LOGGING : null;
      String name = id == null ? prefix() + kind : id;
      bracket = new StepBracket(observer.step(scope, name, kind), outer, slot, takes, blockedAs);
    }
    if (id != null) {
      around.push(id);
    }
    return bracket;
  }

  /** {@code step} is compiled, with all that is in it. */
  void leave(RequestStep step) {
    if (step.id() != null) {
      around.pop();
    }
  }

  private String prefix() {
    List<String> ids = new ArrayList<>(around);
    Collections.reverse(ids);
    StringBuilder prefix = new StringBuilder();
    ids.forEach(id -> prefix.append(id).append(": "));
    return prefix.toString();
  }

  private static boolean onlyHoldsTogether(RequestStep step) {
    return step instanceof RequestStep.Repeat
        || step instanceof RequestStep.Choice
        || step instanceof RequestStep.Within
        || step instanceof RequestStep.Ticker
        || step instanceof RequestStep.Close
        || (step instanceof RequestStep.Spawn spawn && !spawn.join());
  }

  /** What the step does, as the file says it, and to what. */
  private static String kind(RequestStep step) {
    if (step instanceof RequestStep.Cpu) {
      return "cpu";
    } else if (step instanceof RequestStep.NetworkIo) {
      return "io";
    } else if (step instanceof RequestStep.Sleep) {
      return "sleep";
    } else if (step instanceof RequestStep.SystemCall) {
      return "syscall";
    } else if (step instanceof RequestStep.Cgo) {
      return "cgo";
    } else if (step instanceof RequestStep.Repeat) {
      return "repeat";
    } else if (step instanceof RequestStep.Choice) {
      return "choice";
    } else if (step instanceof RequestStep.Lock lock) {
      return "lock " + lock.mutex() + (lock.mode() == RequestStep.Lock.Mode.READ ? " (read)" : "");
    } else if (step instanceof RequestStep.Call call) {
      return "call " + call.pool();
    } else if (step instanceof RequestStep.Within) {
      return "within";
    } else if (step instanceof RequestStep.Send send) {
      return "send " + send.channel();
    } else if (step instanceof RequestStep.Receive receive) {
      return "recv " + receive.channel();
    } else if (step instanceof RequestStep.Close close) {
      return "close " + close.channel();
    } else if (step instanceof RequestStep.Spawn) {
      return "spawn";
    } else if (step instanceof RequestStep.Log log) {
      return "log " + log.sink();
    } else if (step instanceof RequestStep.Ticker) {
      return "ticker";
    } else if (step instanceof RequestStep.Stack) {
      return "stack";
    }
    throw new IllegalStateException("no name for " + step);
  }
}
