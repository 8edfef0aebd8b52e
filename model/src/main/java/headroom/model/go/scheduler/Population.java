package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineState;

/** How many goroutines are in each state; every change of state goes through here. */
final class Population {
  private final int[] byState = new int[GoroutineState.values().length];
  private int alive;
  private int aliveMax;

  void move(Goroutine goroutine, GoroutineState to, long nowNs) {
    GoroutineState from = goroutine.state();
    byState[from.ordinal()]--;
    byState[to.ordinal()]++;
    if (from == GoroutineState.DEAD) {
      alive++;
      aliveMax = Math.max(aliveMax, alive);
    } else if (to == GoroutineState.DEAD) {
      alive--;
    }
    goroutine.enter(to, nowNs);
  }

  int count(GoroutineState state) {
    return byState[state.ordinal()];
  }

  int alive() {
    return alive;
  }

  int aliveMax() {
    return aliveMax;
  }
}
