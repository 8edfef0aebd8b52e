package headroom.model.go;

/** What a parked goroutine waits for. Source: {@code runtime/runtime2.go:waitReasonStrings}. */
public enum WaitReason {
  /** waitReasonIOWait: the network poller. */
  IO_WAIT("IO wait", TimeAccount.IO),
  /** waitReasonSleep: a timer. */
  SLEEP("sleep", TimeAccount.SLEEP),
  /** waitReasonChanReceive. */
  CHANNEL_RECEIVE("chan receive", TimeAccount.CHANNEL),
  /** waitReasonChanSend. */
  CHANNEL_SEND("chan send", TimeAccount.CHANNEL),
  /** waitReasonSelect: a connection of a pool, or the end of its context. */
  POOL("select", TimeAccount.POOL),
  /** waitReasonSyncMutexLock. */
  MUTEX_LOCK("sync.Mutex.Lock", TimeAccount.MUTEX),
  /** waitReasonSyncRWMutexRLock. */
  RWMUTEX_RLOCK("sync.RWMutex.RLock", TimeAccount.MUTEX),
  /** waitReasonSyncRWMutexLock. */
  RWMUTEX_LOCK("sync.RWMutex.Lock", TimeAccount.MUTEX),
  /** waitReasonSyncWaitGroupWait: goroutines it has started, or one that loads for others. */
  JOIN("sync.WaitGroup.Wait", TimeAccount.JOIN),
  /** waitReasonSyncCondWait: the end of a goroutine that reads on. */
  COND_WAIT("sync.Cond.Wait", TimeAccount.JOIN),
  /** waitReasonGCAssistWait: marking by others that pays for what it allocates. */
  GC_ASSIST("GC assist wait", TimeAccount.ASSIST),
  /** waitReasonGCWorkerIdle: a cycle that needs it. */
  GC_WORKER_IDLE("GC worker (idle)", TimeAccount.SLEEP),
  /** waitReasonGCSweepWait: spans to sweep. */
  GC_SWEEP("GC sweep wait", TimeAccount.SLEEP),
  /** waitReasonGCScavengeWait: memory to give back. */
  GC_SCAVENGE("GC scavenge wait", TimeAccount.SLEEP),
  /** waitReasonForceGCIdle: two minutes without a cycle. */
  FORCE_GC_IDLE("force gc (idle)", TimeAccount.SLEEP),
  /** waitReasonUpdateGOMAXPROCSIdle: a CPU limit that asks for another GOMAXPROCS. */
  UPDATE_GOMAXPROCS_IDLE("GOMAXPROCS updater (idle)", TimeAccount.SLEEP),
  /** waitReasonSemacquire: the end of a cycle that is on. */
  SEMAPHORE("semacquire", TimeAccount.SLEEP);

  private final String word;
  private final TimeAccount account;

  WaitReason(String word, TimeAccount account) {
    this.word = word;
    this.account = account;
  }

  /** The runtime's own word, as a goroutine dump has it in brackets. */
  public String word() {
    return word;
  }

  /** Where the time of the wait is counted, unless the goroutine says otherwise. */
  public TimeAccount account() {
    return account;
  }
}
