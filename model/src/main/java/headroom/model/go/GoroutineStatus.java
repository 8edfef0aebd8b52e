package headroom.model.go;

/** What the scheduler knows of a goroutine. Source: {@code runtime/runtime2.go}, atomicstatus. */
public enum GoroutineStatus {
  /** Not alive. */
  DEAD("dead"),
  /** In a run queue. */
  RUNNABLE("runnable"),
  /** On a P. */
  RUNNING("running"),
  /** Its thread is in a system call or in C code. */
  SYSCALL("syscall"),
  /** Parked, see {@link WaitReason}. */
  WAITING("waiting");

  private final String word;

  GoroutineStatus(String word) {
    this.word = word;
  }

  /** The runtime's own word, as a goroutine dump has it in brackets. */
  public String word() {
    return word;
  }
}
