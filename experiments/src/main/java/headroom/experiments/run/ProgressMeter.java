package headroom.experiments.run;

/**
 * Adds up how far all replications are. Safe for threads.
 *
 * <p>What is left of the work shares what is left of the way: so the share never falls, whatever is
 * planned later, and ends at 1.
 */
final class ProgressMeter {
  private static final double NS_PER_S = 1e9;

  private final RunProgress listener;
  private double share;
  private long simulatedNs;
  private long plannedNs;
  private long announcedNs;
  private int pointsDone;
  private int points;
  private int done;
  private long events;

  ProgressMeter(RunProgress listener) {
    this.listener = listener;
  }

  /** {@code known} points are there, {@code open} will come and simulate about {@code workNs}. */
  synchronized void announce(int open, int known, long workNs) {
    points += open + known;
    pointsDone += known;
    announcedNs += workNs;
    tell();
  }

  /** Replications begin; as far as they were announced, they are no news. */
  synchronized void plan(int replications, long runNs) {
    long workNs = replications * runNs;
    plannedNs += workNs;
    announcedNs = Math.max(0, announcedNs - workNs);
    tell();
  }

  /** One replication has simulated {@code addedNs} more. */
  synchronized void advance(long addedNs) {
    walk(addedNs);
    tell();
  }

  /** One replication has ended; {@code restNs} is what it had planned but not yet reported. */
  synchronized void end(long restNs, long replicationEvents) {
    walk(restNs);
    events += replicationEvents;
    done++;
    tell();
  }

  /** A point has ended. */
  synchronized void endPoint() {
    pointsDone++;
    if (pointsDone >= points) {
      points = pointsDone;
      announcedNs = 0;
      share = 1;
    }
    tell();
  }

  private void walk(long addedNs) {
    long left = plannedNs + announcedNs - simulatedNs;
    share = addedNs >= left ? 1 : share + (1 - share) * addedNs / left;
    simulatedNs += addedNs;
  }

  private void tell() {
    listener.advanced(
        new RunProgress.State(share, pointsDone, points, simulatedNs / NS_PER_S, done, events));
  }
}
