package headroom.model.go;

/**
 * What a goroutine remembers while it tries to lock a mutex. Source: the local variables of {@code
 * internal/sync/mutex.go:lockSlow}.
 */
public final class LockWait {
  /** When it first parked; -1 if it has not. */
  public long sinceNs = -1;

  /** Whether it has waited for too long. */
  public boolean starving;

  /** Whether the mutex knows that it is awake, so that no unlocker need wake another. */
  public boolean awake;

  /** Rounds it has spun. */
  public int spins;

  /** Whether it was parked, rather than spinning. */
  public boolean parked;

  /** A new attempt begins. */
  public void begin() {
    sinceNs = -1;
    starving = false;
    awake = false;
    spins = 0;
    parked = false;
  }
}
