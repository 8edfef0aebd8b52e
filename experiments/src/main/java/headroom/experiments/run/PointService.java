package headroom.experiments.run;

import headroom.experiments.Point;
import headroom.experiments.result.PointResult;
import java.util.List;

/**
 * Runs points, on the threads of this process or elsewhere. Several callers may run points at once.
 * A point's result does not depend on where it is run or on what else runs.
 *
 * <p>Closing the service, from any thread, gives up what is under way.
 */
public interface PointService extends AutoCloseable {
  /**
   * Says what will be run, so that progress knows the whole from the start; a point that was not
   * announced is when it begins.
   *
   * @param known further points whose results are there already
   */
  void announce(List<Point> points, int known);

  /**
   * Runs a point.
   *
   * @throws InterruptedException if the calling thread is interrupted; the point is given up
   * @throws IllegalStateException if a replication fails
   */
  PointResult run(Point point) throws InterruptedException;

  @Override
  void close();
}
