package headroom.model.go.sync;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody.Action;
import headroom.model.go.LockWait;
import headroom.model.go.ProcessExitException;
import headroom.model.go.WaitReason;
import headroom.model.go.scheduler.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * {@code sync.Mutex}. In normal mode an unlocker wakes the goroutine that has waited longest and
 * leaves the mutex free: whoever runs may take it first. A goroutine that has waited for more than
 * a millisecond and still finds it locked switches to starvation mode, in which the mutex goes from
 * hand to hand in the order of waiting. Source: {@code internal/sync/mutex.go:lockSlow}, {@code
 * unlockSlow}; {@code runtime/sema.go:semrelease1}. Locking and unlocking without contention take
 * no time here (about 20 ns in fact).
 */
public final class Mutex {
  /** Source: {@code mutex.go:starvationThresholdNs}. */
  private static final long STARVATION_NS = 1_000_000;

  /** Rounds that a goroutine spins at most. Source: {@code lock_spinbit.go:active_spin}. */
  private static final int SPINS = 4;

  private final Scheduler scheduler;
  private final long spinNs;
  private final ArrayDeque<Goroutine> waiters = new ArrayDeque<>();
  private boolean locked;
  private boolean starvation;

  /** Whether a woken goroutine is on its way to try again. */
  private boolean woken;

  private long waitedNs;

  /** An unlocked mutex. */
  public Mutex(Scheduler scheduler, CostProfile costs) {
    this.scheduler = scheduler;
    spinNs = costs.ns(Cost.GO_MUTEX_SPIN);
  }

  /**
   * {@code Lock}: null if {@code self}, which is running, has the mutex; else what it does before
   * {@link #resume}.
   */
  public @Nullable Action lock(Goroutine self) {
    self.lockWait().begin();
    return tryLock(self, self.lockWait());
  }

  /**
   * {@code self} runs again after what {@link #lock} or this asked for; null if it has the mutex.
   */
  public @Nullable Action resume(Goroutine self) {
    LockWait wait = self.lockWait();
    if (!wait.parked) {
      return tryLock(self, wait);
    }
    wait.parked = false;
    wait.starving |= scheduler.now() - wait.sinceNs > STARVATION_NS;
    if (starvation) {
      locked = true;
      if (!wait.starving || waiters.isEmpty()) {
        starvation = false;
      }
      waitedNs += scheduler.now() - wait.sinceNs;
      return null;
    }
    wait.awake = true;
    wait.spins = 0;
    return tryLock(self, wait);
  }

  /** {@code Unlock}: null if the running goroutine goes on, else what it does first. */
  public @Nullable Action unlock() {
    if (!locked) {
      throw ProcessExitException.fatal("sync: unlock of unlocked mutex");
    }
    locked = false;
    if (!starvation) {
      if (!waiters.isEmpty() && !woken) {
        woken = true;
        scheduler.ready(waiters.removeFirst());
      }
      return null;
    }
    scheduler.ready(waiters.removeFirst());
    return Action.GOYIELD;
  }

  /** Goroutines that are parked here. */
  public int waiting() {
    return waiters.size();
  }

  /** Time that goroutines have waited here, ns. */
  public long waitedNs() {
    return waitedNs;
  }

  private @Nullable Action tryLock(Goroutine self, LockWait wait) {
    if (locked && !starvation && spinNs > 0 && wait.spins < SPINS && scheduler.canSpin()) {
      if (!wait.awake && !woken && !waiters.isEmpty()) {
        woken = true;
        wait.awake = true;
      }
      wait.spins++;
      self.demandNs = spinNs;
      return Action.COMPUTE;
    }
    if (wait.awake) {
      woken = false;
    }
    if (!locked && !starvation) {
      locked = true;
      if (wait.sinceNs >= 0) {
        waitedNs += scheduler.now() - wait.sinceNs;
      }
      return null;
    }
    if (wait.starving && locked) {
      starvation = true;
    }
    if (wait.sinceNs < 0) {
      wait.sinceNs = scheduler.now();
      waiters.addLast(self);
    } else {
      waiters.addFirst(self);
    }
    wait.parked = true;
    scheduler.park(self, WaitReason.MUTEX_LOCK);
    return Action.PARK;
  }
}
