package headroom.model.go.scheduler;

import headroom.model.go.Goroutine;
import org.jspecify.annotations.Nullable;

/**
 * What Ps do for the runtime itself, before or beside the program's goroutines. Goroutines given
 * are parked, and run next on that P. Source: the two places of {@code
 * runtime/proc.go:findRunnable} that ask for mark workers.
 */
public interface BackgroundWork {
  /** Nothing to do. */
  BackgroundWork NONE =
      new BackgroundWork() {
        @Override
        public @Nullable Goroutine forProcessor(int processor) {
          return null;
        }

        @Override
        public @Nullable Goroutine whenIdle(int processor) {
          return null;
        }
      };

  /** What the P has to run before any goroutine of the program; null if nothing. */
  @Nullable Goroutine forProcessor(int processor);

  /** What a P that found nothing to run may do; null if nothing. */
  @Nullable Goroutine whenIdle(int processor);

  /** Time that a ns of what {@code goroutine} is about to compute takes now, at least 1. */
  default double slowdown(Goroutine goroutine) {
    return 1;
  }
}
