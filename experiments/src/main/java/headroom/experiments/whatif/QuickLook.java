package headroom.experiments.whatif;

import headroom.experiments.Experiment;
import headroom.experiments.Point;
import headroom.experiments.run.PointRunner;
import java.util.Map;

/**
 * Chooses the part of an experiment that is simulated first: as much as about half a second does on
 * two cores. How much that is follows from the number of events of a short pilot, which is the same
 * everywhere, never from a clock; and it is the whole divided by a power of two, so that a small
 * change of the file leaves the part as it is, and with it the requests that both sides share.
 */
final class QuickLook {
  /**
   * Events of a look. An event takes 0.1 to 0.5 µs, and twice that before the code is compiled
   * (docs/performance.md).
   */
  static final long EVENTS = 600_000;

  /** A changed experiment is looked at as long as the file if that takes no more than this. */
  private static final double LENIENCE = 1.5;

  /** From so many on the pilot tells how many there are in a second. */
  private static final long PILOT_EVENTS = 10_000;

  /** Replications in a look that is shortened, so that two cores share it. */
  private static final int FEW = 2;

  /** The pilot begins with a replication halved so often, and doubles it. */
  private static final int SHORTEST = 14;

  private final PointRunner runner;

  QuickLook(PointRunner runner) {
    this.runner = runner;
  }

  /** The part of {@code base} to look at. */
  Part of(Experiment base) throws InterruptedException {
    double events = events(base);
    if (events <= EVENTS || base.scenario().changesByPlan()) {
      // what is planned for later would be left out of a shorter one
      double fit = Math.floor(EVENTS / Math.max(1, events));
      int most = base.run().replications();
      return new Part(0, (int) Math.max(1, Math.min(most, fit)));
    }
    int replications = Math.min(FEW, base.run().leastReplications());
    int halvings = 0;
    while (halvings < SHORTEST && Math.scalb(events, -halvings) * replications > EVENTS) {
      halvings++;
    }
    return new Part(halvings, replications);
  }

  /** The part of {@code changed}: as of the base, if that does not take much longer. */
  Part of(Experiment changed, Part ofBase) throws InterruptedException {
    double events = Math.scalb(events(changed), -ofBase.halvings()) * ofBase.replications();
    return events <= LENIENCE * EVENTS ? ofBase : of(changed);
  }

  /** Events of a whole replication, from the shortest pilot that has enough of them. */
  private double events(Experiment experiment) throws InterruptedException {
    int halvings = SHORTEST;
    while (true) {
      Experiment pilot = new Part(halvings, 1).of(experiment);
      long events = runner.run(new Point(Map.of(), pilot)).events();
      if (events >= PILOT_EVENTS || halvings == 0) {
        return Math.scalb((double) events, halvings);
      }
      halvings--;
    }
  }
}
