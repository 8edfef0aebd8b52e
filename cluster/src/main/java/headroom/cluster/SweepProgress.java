package headroom.cluster;

import headroom.experiments.Point;
import headroom.experiments.run.RunProgress;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up how far the points are, each weighed by the time that it simulates. Safe for threads. The
 * share never falls, and ends at 1.
 */
final class SweepProgress {
  private final RunProgress listener;
  private final List<Work> begun = new ArrayList<>();
  private double announcedNs;
  private int announcedPoints;
  private int points;
  private int pointsDone;
  private double share;

  SweepProgress(RunProgress listener) {
    this.listener = listener;
  }

  /** As {@link headroom.experiments.run.PointService#announce}. */
  synchronized void announce(List<Point> open, int known) {
    announcedNs += open.stream().mapToDouble(SweepProgress::workNs).sum();
    announcedPoints += open.size();
    points += open.size() + known;
    pointsDone += known;
    tell();
  }

  /** A point begins. */
  synchronized Work begin(Point point) {
    if (announcedPoints == 0) {
      announce(List.of(point), 0);
    }
    announcedPoints--;
    Work work = new Work(workNs(point));
    begun.add(work);
    return work;
  }

  private static double workNs(Point point) {
    return point.experiment().simulatedNs();
  }

  private void tell() {
    double doneNs = 0;
    double simulatedS = 0;
    int replications = 0;
    long events = 0;
    for (Work work : begun) {
      doneNs += work.workNs * work.advance.share();
      simulatedS += work.advance.simulatedS();
      replications += work.advance.replicationsDone();
      events += work.advance.events();
    }
    boolean all = pointsDone == points;
    share = all ? 1 : Math.max(share, announcedNs == 0 ? 0 : doneNs / announcedNs);
    listener.advanced(
        new RunProgress.State(share, pointsDone, points, simulatedS, replications, events));
  }

  /** A point that has begun. */
  final class Work {
    private final double workNs;
    private Advance advance = Advance.NONE;

    private Work(double workNs) {
      this.workNs = workNs;
    }

    /** The point is as far as {@code next}, or was further before it was begun again. */
    void advanced(Advance next) {
      synchronized (SweepProgress.this) {
        advance = advance.orFurther(next);
        tell();
      }
    }

    /** The point is done. */
    void done(Advance last) {
      synchronized (SweepProgress.this) {
        advance = last;
        pointsDone++;
        tell();
      }
    }
  }
}
