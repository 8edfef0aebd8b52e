package headroom.model.go.sync;

/** What a goroutine remembers while it tries to lock a mutex: the locals of {@code lockSlow}. */
public final class LockWait {
  /** When it first parked; -1 if it has not. */
  long sinceNs = -1;

  /** Whether it has waited for too long. */
  boolean starving;

  /** Whether the mutex knows that it is awake, so that no unlocker need wake another. */
  boolean awake;

  /** Rounds it has spun. */
  int spins;

  /** Whether it was parked, rather than spinning. */
  boolean parked;

  void begin() {
    sinceNs = -1;
    starving = false;
    awake = false;
    spins = 0;
    parked = false;
  }
}
