package headroom.model.go;

/**
 * What a goroutine does or waits for. Source: {@code runtime/runtime2.go}, status and
 * waitReasonStrings.
 */
public enum GoroutineState {
  /** Not alive. */
  DEAD("dead"),
  /** In a run queue. */
  RUNNABLE("runnable"),
  /** On a P whose thread has a core. */
  RUNNING("running"),
  /** On a P whose thread waits for a core. */
  DESCHEDULED("running"),
  /** On a P whose thread is stopped until the next period of the CPU quota. */
  THROTTLED("running"),
  /** Its thread is in a system call or in C code. */
  SYSCALL("syscall"),
  /** waitReasonIOWait: parked on the network poller. */
  IO_WAIT("IO wait"),
  /** waitReasonSleep: parked on a timer. */
  SLEEP("sleep"),
  /** waitReasonChanReceive. */
  CHANNEL_RECEIVE("chan receive"),
  /** waitReasonChanSend. */
  CHANNEL_SEND("chan send"),
  /** waitReasonSelect: waits for a connection of a pool, or for its context to end. */
  POOL_WAIT("select"),
  /** waitReasonSyncMutexLock. */
  MUTEX_LOCK("sync.Mutex.Lock"),
  /** waitReasonSyncRWMutexRLock. */
  RWMUTEX_RLOCK("sync.RWMutex.RLock"),
  /** waitReasonSyncRWMutexLock. */
  RWMUTEX_LOCK("sync.RWMutex.Lock"),
  /** waitReasonSyncWaitGroupWait: waits for the goroutines it has started. */
  JOIN("sync.WaitGroup.Wait"),
  /** No state of its own: where the time goes that it is blocked in a logger, lock or write. */
  LOGGING("logging");

  private final String waitReason;

  GoroutineState(String waitReason) {
    this.waitReason = waitReason;
  }

  /** Whether it is stopped in this state until something happens elsewhere. */
  public boolean isBlocked() {
    return ordinal() >= SYSCALL.ordinal();
  }

  /**
   * Whether it could go on but for others: they have the P, the core, the lock, the connection, or
   * the other end of the channel.
   */
  public boolean isHeldUp() {
    return switch (this) {
      case RUNNABLE, DESCHEDULED, THROTTLED -> true;
      case CHANNEL_RECEIVE, CHANNEL_SEND, POOL_WAIT -> true;
      case MUTEX_LOCK, RWMUTEX_RLOCK, RWMUTEX_LOCK, LOGGING -> true;
      case DEAD, RUNNING, SYSCALL, IO_WAIT, SLEEP, JOIN -> false;
    };
  }

  /** The runtime's own word, as a goroutine dump has it in brackets. */
  public String waitReason() {
    return waitReason;
  }
}
