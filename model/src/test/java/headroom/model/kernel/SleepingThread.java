package headroom.model.kernel;

/** A thread that no core knows, for queues that only ask whether there is one. */
public final class SleepingThread {
  private SleepingThread() {}

  /** Thread {@code id}. */
  public static CpuThread numbered(int id) {
    return new CpuThread(id);
  }
}
