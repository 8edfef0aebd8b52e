package headroom.experiments.run;

/** Adds up how far all replications are. Safe for threads. */
final class ProgressMeter {
  private static final double NS_PER_S = 1e9;

  private final RunProgress listener;
  private long simulatedNs;
  private long plannedNs;
  private int done;
  private int planned;
  private long events;

  ProgressMeter(RunProgress listener) {
    this.listener = listener;
  }

  synchronized void plan(int replications, long runNs) {
    planned += replications;
    plannedNs += replications * runNs;
    tell();
  }

  /** One replication has simulated {@code addedNs} more. */
  synchronized void advance(long addedNs) {
    simulatedNs += addedNs;
    tell();
  }

  /** One replication has ended; {@code restNs} is what it had planned but not yet reported. */
  synchronized void end(long restNs, long replicationEvents) {
    simulatedNs += restNs;
    events += replicationEvents;
    done++;
    tell();
  }

  private void tell() {
    listener.advanced(
        new RunProgress.State(simulatedNs / NS_PER_S, plannedNs / NS_PER_S, done, planned, events));
  }
}
