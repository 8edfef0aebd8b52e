package headroom.model.go;

import org.jspecify.annotations.Nullable;

/**
 * A timer that readies a goroutine: the one that sleeps ({@code goroutineReady}), or one that runs
 * a function ({@code time.AfterFunc}, {@code goFunc}). May be started again after it has fired or
 * been stopped. Source: {@code runtime/time.go:timer}.
 */
public final class Timer {
  /** Whom it readies. */
  public final Goroutine goroutine;

  /** The heap it is pending in; null while it is not. Owned by that heap. */
  public @Nullable Object heap;

  /** Its place in that heap's order of insertion. Owned by that heap. */
  public long order;

  /** A timer that has not been started. */
  public Timer(Goroutine goroutine) {
    this.goroutine = goroutine;
  }

  /** Whether it has been started and has neither fired nor been stopped. */
  public boolean isPending() {
    return heap != null;
  }
}
