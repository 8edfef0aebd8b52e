package headroom.model.engine;

import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.djutils.stats.summarizers.Tally;

/**
 * Runs replications of a model through a DSOL experiment, in the calling thread. Threads may do so
 * side by side.
 */
public final class ReplicationRunner {
  /** DSOL binds experiments by id in a tree that all share, so ids must differ. */
  private static final AtomicLong EXPERIMENTS = new AtomicLong();

  private ReplicationRunner() {}

  /**
   * Runs replications {@code firstReplication} to {@code firstReplication + count - 1}. What a body
   * throws comes out of here, and no further replication is run. When memory runs out, the bodies
   * are let go.
   *
   * @param bodies makes the model of a replication, given its number
   * @param count at least 1
   * @param warmUpNs at least 0, less than the length
   * @param lengthNs the latest end, warm-up included; a body may finish earlier
   */
  public static void run(
      IntFunction<ReplicationBody> bodies,
      int firstReplication,
      int count,
      long warmUpNs,
      long lengthNs) {
    summarize(bodies, firstReplication, count, warmUpNs, lengthNs);
  }

  /**
   * Like {@link #run}, and returns DSOL's summary: by output name and field of DSOL's tally
   * ("SampleMean" is the value itself), a tally over the replications.
   */
  public static SortedMap<String, SortedMap<String, Tally>> summarize(
      IntFunction<ReplicationBody> bodies,
      int firstReplication,
      int count,
      long warmUpNs,
      long lengthNs) {
    HeadroomSimulator simulator = HeadroomSimulator.create();
    ReplicationModel model = new ReplicationModel(simulator, bodies, firstReplication);
    ReplicationExperiment experiment =
        new ReplicationExperiment(
            "experiment-" + EXPERIMENTS.incrementAndGet(),
            simulator,
            model,
            warmUpNs,
            lengthNs,
            count);
    try {
      experiment.runHere();
    } catch (RuntimeException exception) {
      throw exception;
    } catch (Exception exception) {
      throw new IllegalStateException("replication failed", exception);
    } catch (OutOfMemoryError error) {
      model.letGo(); // closing needs some memory, and failing to close would keep all of it
      throw error;
    } finally {
      experiment.close();
    }
    return experiment.getSummaryStatistics();
  }
}
