package headroom.reports.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Which parts of a plot are taken, so that legends and notes go where nothing is. */
final class Occupancy {
  private final List<Line2D> lines = new ArrayList<>();
  private final List<Rectangle2D> boxes = new ArrayList<>();

  void add(Line2D line) {
    lines.add(line);
  }

  void add(Rectangle2D box) {
    boxes.add(box);
  }

  /** How many lines and boxes lie in {@code place}. */
  int count(Rectangle2D place) {
    int count = 0;
    for (Line2D line : lines) {
      count += line.intersects(place) ? 1 : 0;
    }
    for (Rectangle2D box : boxes) {
      count += box.intersects(place) ? 3 : 0;
    }
    return count;
  }

  /** The first of the places with the fewest things in it. */
  Rectangle2D freest(List<Rectangle2D> places) {
    Rectangle2D best = places.get(0);
    int fewest = Integer.MAX_VALUE;
    for (Rectangle2D place : places) {
      int count = count(place);
      if (count < fewest) {
        fewest = count;
        best = place;
      }
    }
    return best;
  }
}
