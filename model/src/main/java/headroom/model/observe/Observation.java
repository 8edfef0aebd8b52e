package headroom.model.observe;

import headroom.model.go.ProcessExit;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one replication showed inside its measured window. Latencies are those of requests whose
 * intended arrival lies in the window, followed to their completion also past its end; throughput
 * counts completions inside it.
 *
 * @param windowNs length of the measured window
 * @param latencyNs from intended arrival to completion
 * @param waitNs from intended arrival until a worker took the request
 * @param completionsInWindow completions whose instant lies in the window, whenever the request
 *     arrived
 * @param classes by class, in the scenario's order
 * @param breakdown of the completed requests
 * @param steps in the order of the file
 * @param resources in the order of the file
 * @param events handled by the event loop
 */
public record Observation(
    long windowNs,
    Counts counts,
    Histogram latencyNs,
    Histogram waitNs,
    long completionsInWindow,
    List<ClassObservation> classes,
    LatencyBreakdown breakdown,
    Losses losses,
    List<StepObservation> steps,
    List<ResourceObservation> resources,
    CpuObservation cpu,
    RuntimeObservation runtime,
    Levels levels,
    Series series,
    long events) {

  /**
   * Requests by outcome; {@code offered = completed + rejected + timedOut + inFlight}.
   *
   * @param offered requests whose intended arrival lies in the window
   * @param inFlight not ended when the run was given up
   * @param retried further attempts of these requests
   * @param wasted completions of the server inside the window whose client had given up
   */
  public record Counts(
      long offered,
      long completed,
      long rejected,
      long timedOut,
      long inFlight,
      long retried,
      long wasted) {
    /** Counts of requests that nobody repeats or gives up. */
    public Counts(long offered, long completed, long rejected, long timedOut, long inFlight) {
      this(offered, completed, rejected, timedOut, inFlight, 0, 0);
    }

    /** These, and those of another replication. */
    public Counts plus(Counts other) {
      return new Counts(
          offered + other.offered,
          completed + other.completed,
          rejected + other.rejected,
          timedOut + other.timedOut,
          inFlight + other.inFlight,
          retried + other.retried,
          wasted + other.wasted);
    }
  }

  /**
   * What did not complete.
   *
   * @param byReason measured requests that ended otherwise, by reason: {@code rejected}, {@code
   *     client_timeout}, or the server's {@link headroom.model.workload.program.Failure} in small
   *     letters; only reasons that occur
   * @param failed where their time went
   * @param unfinished where the time of all requests has gone that the server had at the end of the
   *     window, or when the process ended before that; attempts that their client has given up are
   *     among them
   * @param completionsInLastTenth completions in the last tenth of the window
   */
  public record Losses(
      Map<String, Long> byReason,
      LatencyBreakdown failed,
      LatencyBreakdown unfinished,
      long completionsInLastTenth) {
    /** Nothing was lost. */
    public static Losses none(long completionsInLastTenth) {
      return new Losses(
          Map.of(), new LatencyBreakdown(), new LatencyBreakdown(), completionsInLastTenth);
    }
  }

  /** Times, ns; the histogram is exact to 1 %. */
  public record Times(Histogram histogramNs, long sumNs) {}

  /**
   * Executions of a step that began in the window, followed to their ends.
   *
   * @param name unique among the steps
   * @param kind what it does and to what
   * @param inside the name of the step that holds it; null if none does
   * @param beside whether it runs beside the requests, whose latency does not hold its time
   * @param waits until it had what it takes, or, if it takes nothing, while others held it up
   * @param services the rest
   * @param timeouts executions that failed for want of time
   * @param errors executions whose last attempt failed
   * @param canceled executions that ended because a sibling had failed
   */
  public record StepObservation(
      String name,
      String kind,
      @Nullable String inside,
      boolean beside,
      Times waits,
      Times services,
      long timeouts,
      long errors,
      long canceled) {}

  /**
   * A pool, a lock, a channel or a sink in the window.
   *
   * @param name with its kind: {@code pool db}
   * @param utilization mean share in use; of a channel, of its consumers; NaN without those
   * @param waits that began in the window
   * @param waitersMax the longest queue of goroutines
   * @param timeouts goroutines that gave up for want of time
   * @param opened connections that were opened
   */
  public record ResourceObservation(
      String name, double utilization, Times waits, long waitersMax, long timeouts, long opened) {}

  /** One class of requests. */
  public record ClassObservation(String name, Histogram latencyNs, Counts counts) {}

  /**
   * CPU of the process in the window.
   *
   * @param busyCoreNs core time of the process's threads, summed over cores
   * @param cores the machine's cores
   */
  public record CpuObservation(long busyCoreNs, int cores) {}

  /**
   * The Go runtime in the window.
   *
   * @param schedulingLatencyNs time of goroutines from runnable to running
   * @param preemptions slices that were cut
   * @param steals goroutines taken from another P
   * @param threadWakes futex or epoll wake-ups of threads
   * @param goroutinesAtEnd live goroutines at the end of the run by wait reason; only reasons that
   *     occur
   * @param processExit what ended the process before the run; null if nothing did
   */
  public record RuntimeObservation(
      int goroutinesMax,
      int threadsMax,
      Histogram schedulingLatencyNs,
      long preemptions,
      long steals,
      long threadWakes,
      Map<String, Integer> goroutinesAtEnd,
      @Nullable ProcessExit processExit) {}

  /**
   * Time averages over the window: requests in the system, requests that no worker of the pool has
   * taken, busy workers or requests with a goroutine of their own.
   */
  public record Levels(double meanInSystem, double meanInQueue, double meanBusyWorkers) {}

  /**
   * Samples over time.
   *
   * @param timeNs the instants, from the start of the run; n values
   * @param names one a row of {@code values}: runtime/metrics names, or a plain word such as {@code
   *     in_system}
   * @param values {@code values[row][i]} at {@code timeNs[i]}
   * @param peaks {@code peaks[row][i]} is the highest since the sample before, or the sample itself
   *     where nobody watches in between
   */
  public record Series(long[] timeNs, List<String> names, double[][] values, double[][] peaks) {
    /** Samples that nobody has watched in between. */
    public Series(long[] timeNs, List<String> names, double[][] values) {
      this(timeNs, names, values, values);
    }
  }
}
