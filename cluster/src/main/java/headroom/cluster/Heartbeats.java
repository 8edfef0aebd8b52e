package headroom.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** Reads from the executors' heartbeats how far the tasks are. */
final class Heartbeats extends SparkListener {
  private final Map<Long, SweepProgress.Work> works = new ConcurrentHashMap<>();

  /** The accumulator {@code furthest}, which is registered, says how far {@code work} is. */
  void watch(Furthest furthest, SweepProgress.Work work) {
    works.put(furthest.id(), work);
  }

  /** The task of {@code furthest} has ended. */
  void forget(Furthest furthest) {
    works.remove(furthest.id());
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> tasks =
        update.accumUpdates().iterator();
    while (tasks.hasNext()) {
      Iterator<AccumulableInfo> accumulables = tasks.next()._4().iterator();
      while (accumulables.hasNext()) {
        AccumulableInfo info = accumulables.next();
        SweepProgress.Work work = works.get(info.id());
        if (work != null && info.update().isDefined()) {
          work.advanced((Advance) info.update().get());
        }
      }
    }
  }
}
