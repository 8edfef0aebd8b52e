package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineState;
import headroom.model.go.stack.StackMemory;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many goroutines are in each state; every change of state goes through here. */
final class Population {
  private final int[] byState = new int[GoroutineState.values().length];
  private final StackMemory stacks;
  private int alive;
  private int peak;
  private long created;

  Population(StackMemory stacks) {
    this.stacks = stacks;
  }

  void move(Goroutine goroutine, GoroutineState to, long nowNs) {
    GoroutineState from = goroutine.state();
    byState[from.ordinal()]--;
    byState[to.ordinal()]++;
    if (from == GoroutineState.DEAD) {
      alive++;
      peak = Math.max(peak, alive);
      created++;
      stacks.born(goroutine);
    } else if (to == GoroutineState.DEAD) {
      alive--;
      goroutine.reused = true;
      stacks.died(goroutine);
    }
    goroutine.enter(to, nowNs);
  }

  /** Live goroutines by wait reason, only reasons that occur. */
  Map<String, Integer> byWaitReason() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (GoroutineState state : GoroutineState.values()) {
      int count = byState[state.ordinal()];
      if (state != GoroutineState.DEAD && count > 0) {
        counts.merge(state.waitReason(), count, Integer::sum);
      }
    }
    return counts;
  }

  int count(GoroutineState state) {
    return byState[state.ordinal()];
  }

  /** Goroutines alive that neither run, nor want to, nor are in a call. */
  int waiting() {
    return alive
        - count(GoroutineState.RUNNABLE)
        - count(GoroutineState.RUNNING)
        - count(GoroutineState.DESCHEDULED)
        - count(GoroutineState.THROTTLED)
        - count(GoroutineState.SYSCALL);
  }

  int alive() {
    return alive;
  }

  /** Goroutines that have come to life so far. */
  long created() {
    return created;
  }

  /** The most that were alive at once since the last call. */
  int takePeak() {
    int most = peak;
    peak = alive;
    return most;
  }
}
