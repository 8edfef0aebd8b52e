package headroom.model.go.collector;

/** Told what the collector does. */
public interface CollectorObserver {
  /** Tells nobody. */
  CollectorObserver NOBODY =
      new CollectorObserver() {
        @Override
        public void cycleBegan(long askedNs) {}

        @Override
        public void paused(long stoppingNs, long totalNs) {}

        @Override
        public void cycleEnded(CycleRecord cycle) {}
      };

  /** The world has stopped for a cycle, as was asked for at {@code askedNs}. */
  void cycleBegan(long askedNs);

  /**
   * The world ran again after a stop that took {@code totalNs}, {@code stoppingNs} to take effect.
   */
  void paused(long stoppingNs, long totalNs);

  /** The world was stopped for {@code totalNs}, and not for a cycle. */
  default void pausedForOthers(long totalNs) {}

  /** A cycle has ended. */
  void cycleEnded(CycleRecord cycle);
}
