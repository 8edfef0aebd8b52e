package headroom.coverage;

import headroom.experiments.run.QueueReplicator;
import headroom.experiments.run.Replicator;
import headroom.model.Scenario;
import headroom.model.Simulation;
import headroom.model.Window;
import headroom.model.observe.LatencyBreakdown;
import headroom.model.observe.Observation;
import headroom.model.observe.TimeComponent;
import headroom.model.random.Distribution;
import headroom.model.random.KeyedStream;
import headroom.model.random.Streams;
import headroom.model.workload.ArrivalProcess;
import headroom.model.workload.WorkStep;
import headroom.model.workload.program.Demands;
import headroom.model.workload.program.DrawPaths;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A first-come first-served queue of one {@code io} step by the recurrence of Kiefer and Wolfowitz
 * (On the theory of queues with many servers, 1955): what the simulator says of such a file, some
 * ten times as fast, for cases whose runs must be long.
 */
final class QueueRecurrence implements Replicator {
  @Override
  public Observation run(Scenario scenario, int replication, Simulation.ProgressListener progress) {
    Distribution service = ((WorkStep.NetworkIo) scenario.classes().get(0).steps().get(0)).time();
    Streams streams = new Streams(scenario.seed(), replication);
    KeyedStream demands = streams.stream(Demands.STREAM);
    long step = DrawPaths.ofUnnamed(DrawPaths.ofClass(scenario.classes().get(0).name()), 0).bits();
    ArrivalProcess arrivals = ArrivalProcess.of(scenario.arrivals(), streams);
    Tally tally = new Tally(scenario.window());
    long[] freeAtNs = new long[scenario.server().workers()];
    while (true) {
      arrivals.advance();
      long arrivalNs = arrivals.arrivalNs();
      if (arrivalNs >= scenario.window().endNs()) {
        return tally.observation(scenario);
      }
      int first = 0;
      for (int server = 1; server < freeAtNs.length; server++) {
        first = freeAtNs[server] < freeAtNs[first] ? server : first;
      }
      long path = DrawPaths.ofExecution(DrawPaths.ofAttempt(arrivals.index(), 0), step, 0);
      long startNs = Math.max(arrivalNs, freeAtNs[first]);
      freeAtNs[first] = startNs + service.sample(demands.at(path));
      tally.request(arrivalNs, startNs, freeAtNs[first]);
    }
  }

  /** What the requests showed. */
  private static final class Tally {
    private final Window window;
    private final Histogram latencyNs = new Histogram(3);
    private final Histogram waitNs = new Histogram(3);
    private final LatencyBreakdown breakdown = new LatencyBreakdown();

    /** By how much more requests are in the system at a sample than at the one before. */
    private final int[] changes;

    private long completionsInWindow;
    private long completionsInLastTenth;
    private long offered;
    private long requests;
    private int arrivalSample;
    private long queuedNs;
    private long servedNs;

    Tally(Window window) {
      this.window = window;
      this.changes = new int[window.sampleTimesNs().length + 1];
    }

    void request(long arrivalNs, long startNs, long endNs) {
      requests++;
      arrivalSample = firstSampleFrom(arrivalNs, arrivalSample);
      changes[arrivalSample]++;
      changes[firstSampleFrom(endNs, arrivalSample)]--;
      if (endNs >= window.warmUpNs() && endNs < window.endNs()) {
        completionsInWindow++;
        completionsInLastTenth += endNs >= window.endNs() - window.durationNs() / 10 ? 1 : 0;
      }
      if (arrivalNs >= window.warmUpNs()) {
        offered++;
        latencyNs.recordValue(endNs - arrivalNs);
        queuedNs += startNs - arrivalNs;
        servedNs += endNs - startNs;
      }
    }

    /** The first sample at or after {@code timeNs}, which is not before sample {@code from}. */
    private int firstSampleFrom(long timeNs, int from) {
      int index = from;
      while (index < changes.length - 1 && window.sampleTimesNs()[index] < timeNs) {
        index++;
      }
      return index;
    }

    private double[] inSystem() {
      double[] levels = new double[changes.length - 1];
      double level = 0;
      for (int i = 0; i < levels.length; i++) {
        level += changes[i];
        levels[i] = level;
      }
      return levels;
    }

    Observation observation(Scenario scenario) {
      if (offered > 0) { // nobody asks where the time of single requests went
        long[] componentsNs = new long[TimeComponent.values().length];
        componentsNs[TimeComponent.QUEUE.ordinal()] = queuedNs / offered;
        componentsNs[TimeComponent.IO.ordinal()] = servedNs / offered;
        breakdown.add((queuedNs + servedNs) / offered, componentsNs);
      }
      Observation.Counts counts = new Observation.Counts(offered, offered, 0, 0, 0);
      Observation.ClassObservation all =
          new Observation.ClassObservation(scenario.classes().get(0).name(), latencyNs, counts);
      Observation.Series series =
          new Observation.Series(
              window.sampleTimesNs(), List.of("in_system"), new double[][] {inSystem()});
      return new Observation(
          window.durationNs(),
          new Observation.Requests(
              counts,
              latencyNs,
              waitNs,
              completionsInWindow,
              List.of(all),
              new Observation.Levels(0, 0, 0)),
          new Observation.TimeSpent(
              breakdown,
              Observation.Losses.none(completionsInLastTenth),
              List.of(),
              List.of(),
              null),
          new Observation.Metrics(QueueReplicator.figures(0, waitNs), series),
          new Observation.Process(scenario.machine().cores(), Map.of(), null),
          2 * requests);
    }
  }
}
