package headroom.model.kernel;

/** Whether the CPU quota stops the threads that it limits. Times are simulated ns. */
public interface CpuQuota {
  /** No limit. */
  CpuQuota NONE =
      new CpuQuota() {
        @Override
        public boolean isStopped() {
          return false;
        }

        @Override
        public long goesOnNs() {
          throw new IllegalStateException("nothing is stopped");
        }

        @Override
        public long stoppedSinceNs(long fromNs) {
          return 0;
        }

        @Override
        public long lastHeldNs() {
          return 0;
        }
      };

  /** Whether it holds threads that could run, and no other thread that it limits runs. */
  boolean isStopped();

  /** When they may go on, at the earliest; asked only while all are stopped. */
  long goesOnNs();

  /** For how long all were stopped between {@code fromNs} and now. */
  long stoppedSinceNs(long fromNs);

  /** When it last held any thread; now if it does. */
  long lastHeldNs();
}
