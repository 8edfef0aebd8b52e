package headroom.model.kernel;

/** How many of all cores run a thread. */
final class RunningCores {
  private final int cores;
  private final StolenTime stolen;
  private int running;

  /** Of {@code cores} cores, from which {@code stolen} takes time. */
  RunningCores(int cores, StolenTime stolen) {
    this.cores = cores;
    this.stolen = stolen;
  }

  /** One begins to run a thread. */
  void begins(long nowNs) {
    running++;
    if (running == cores) {
      stolen.allCoresRun(true, nowNs);
    }
  }

  /** One runs none any more, or another is about to follow. */
  void ends(long nowNs) {
    if (running == cores) {
      stolen.allCoresRun(false, nowNs);
    }
    running--;
  }

  /** Whether one runs none. */
  boolean isAnyIdle() {
    return running < cores;
  }
}
