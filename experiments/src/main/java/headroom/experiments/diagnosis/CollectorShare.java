package headroom.experiments.diagnosis;

import headroom.experiments.result.CollectorPart;
import headroom.experiments.result.PointResult;

/** How much of the worst requests' time the collector explains. */
final class CollectorShare {
  private CollectorShare() {}

  /** What it adds to the tail; where that can't be told, its part of the CPU; 0 without one. */
  static double of(PointResult figures, BadTime bad) {
    CollectorPart part = CollectorPart.of(figures);
    if (part == null) {
      return 0;
    }
    double told = part.isTold() ? part.addedShare() : part.cpuShare();
    return Math.min(1, Math.max(told, assists(bad)));
  }

  /** The part of the waits for Ps and cores that cycles leave behind; 0 where it hardly matters. */
  static double ofWaits(PointResult figures, BadTime bad) {
    CollectorPart part = CollectorPart.of(figures);
    boolean worth = part != null && part.isTold();
    double waits = worth ? of(figures, bad) - assists(bad) : 0;
    return waits >= Thresholds.WORTH_NAMING_OF_A_MISS ? waits : 0;
  }

  private static double assists(BadTime bad) {
    return bad.share("gc_assist");
  }
}
