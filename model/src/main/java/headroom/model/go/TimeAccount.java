package headroom.model.go;

/** What the time of a live goroutine is charged to. */
public enum TimeAccount {
  /** In a run queue. */
  RUNNABLE(true),
  /** On a P whose thread has a core. */
  RUNNING(false),
  /** Marking for the collector to pay for what it allocates, or parked until others have. */
  ASSIST(true),
  /** On a P whose thread waits for a core. */
  DESCHEDULED(true),
  /** On a P whose thread is stopped until the next period of the CPU quota. */
  THROTTLED(true),
  /** On a P whose thread waits until all others have stopped. */
  STOPPED(true),
  /** In a system call or in C. */
  SYSCALL(false),
  /** Parked on the network. */
  IO(false),
  /** Parked on a timer. */
  SLEEP(false),
  /** Parked on a channel. */
  CHANNEL(true),
  /** Parked for a connection of a pool. */
  POOL(true),
  /** Parked for a lock. */
  MUTEX(true),
  /** Parked for goroutines it has started, or for one that loads what it needs too. */
  JOIN(false),
  /** Blocked in a logger, whose lock or write it waits for. */
  LOGGING(true);

  private final boolean heldUp;

  TimeAccount(boolean heldUp) {
    this.heldUp = heldUp;
  }

  /**
   * Whether it could go on but for others: they have the P, the core, the lock, the connection, or
   * the other end of the channel.
   */
  public boolean isHeldUp() {
    return heldUp;
  }
}
