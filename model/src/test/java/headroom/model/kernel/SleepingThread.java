package headroom.model.kernel;

import headroom.model.engine.HeadroomSimulator;

/** A thread that no core knows, for queues that only ask whether there is one. */
public final class SleepingThread {
  private static final ThreadRunner NOTHING =
      new ThreadRunner() {
        @Override
        public void running(CpuThread thread) {}

        @Override
        public void burstEnded(CpuThread thread) {}
      };

  private SleepingThread() {}

  /** Thread {@code id} of another process, bound to core 0. */
  public static CpuThread foreign(int id) {
    return new CpuThread(id, NOTHING, id, CpuThread.Owner.STRANGER, 0, HeadroomSimulator.create());
  }

  /** Thread {@code id}. */
  public static CpuThread numbered(int id) {
    return new CpuThread(
        id, NOTHING, id, CpuThread.Owner.PROCESS, CpuThread.ANY_CORE, HeadroomSimulator.create());
  }
}
