package headroom.model.go.timers;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/**
 * A timer that readies a goroutine: the one that sleeps ({@code goroutineReady}), or one that runs
 * a function ({@code time.AfterFunc}, {@code goFunc}). May be started again after it has fired or
 * been stopped. Source: {@code runtime/time.go:timer}.
 */
public final class Timer {
  /** Whom it readies. */
  public final Goroutine goroutine;

  /** The heap it is pending in, and its place in that heap's order of insertion. */
  @Nullable TimerHeap heap;

  long order;

  /** A timer that has not been started. */
  public Timer(Goroutine goroutine) {
    this.goroutine = goroutine;
  }

  /** Whether it has been started and has neither fired nor been stopped. */
  public boolean isPending() {
    return heap != null;
  }
}
