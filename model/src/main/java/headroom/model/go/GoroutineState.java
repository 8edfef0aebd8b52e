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
  JOIN("sync.WaitGroup.Wait");

  private final String waitReason;

  GoroutineState(String waitReason) {
    this.waitReason = waitReason;
  }

  /** The runtime's own word, as a goroutine dump has it in brackets. */
  public String waitReason() {
    return waitReason;
  }
}
