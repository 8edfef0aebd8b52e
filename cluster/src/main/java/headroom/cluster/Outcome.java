package headroom.cluster;

import java.io.Serializable;

/**
 * What came of a point. A failure of the simulation is an outcome, too: it would be the same
 * wherever the point is run again. What is thrown instead is a failure of the place.
 */
sealed interface Outcome extends Serializable {
  /**
   * The point is done.
   *
   * @param json the result, as it stands in a result file
   */
  record Done(String json, Advance advance) implements Outcome {}

  /** A replication failed. */
  record Failed(String words) implements Outcome {}

  /**
   * The simulation needs more memory than the executor may take.
   *
   * @param heapBytes that it may take, for all of its cores together
   */
  record OutOfMemory(long heapBytes) implements Outcome {}
}
