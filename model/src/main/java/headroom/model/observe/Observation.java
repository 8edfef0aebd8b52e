package headroom.model.observe;

import headroom.model.go.ProcessExit;
import headroom.model.metrics.MetricNames;
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
 * @param events handled by the event loop
 */
public record Observation(
    long windowNs,
    Requests requests,
    TimeSpent timeSpent,
    Metrics metrics,
    Process process,
    long events) {

  /** Requests by outcome. */
  public Counts counts() {
    return requests.counts();
  }

  /** From intended arrival to completion. */
  public Histogram latencyNs() {
    return requests.latencyNs();
  }

  /** From intended arrival until a worker took the request. */
  public Histogram waitNs() {
    return requests.waitNs();
  }

  /** Completions whose instant lies in the window, whenever the request arrived. */
  public long completionsInWindow() {
    return requests.completionsInWindow();
  }

  /** By class, in the scenario's order. */
  public List<ClassObservation> classes() {
    return requests.classes();
  }

  /** Time averages. */
  public Levels levels() {
    return requests.levels();
  }

  /** Of the completed requests. */
  public LatencyBreakdown breakdown() {
    return timeSpent.breakdown();
  }

  /** What did not complete. */
  public Losses losses() {
    return timeSpent.losses();
  }

  /** In the order of the file. */
  public List<StepObservation> steps() {
    return timeSpent.steps();
  }

  /** In the order of the file. */
  public List<ResourceObservation> resources() {
    return timeSpent.resources();
  }

  /** Samples over time. */
  public Series series() {
    return metrics.series();
  }

  /** CPU of the process. */
  public CpuObservation cpu() {
    return new CpuObservation(metrics.figures().total(MetricNames.CPU_TIME), process.cores());
  }

  /** The Go runtime. */
  public RuntimeObservation runtime() {
    return new RuntimeObservation(metrics.figures(), process);
  }

  /**
   * What requests came to.
   *
   * @param latencyNs from intended arrival to completion
   * @param waitNs from intended arrival until a worker took the request
   * @param completionsInWindow completions whose instant lies in the window, whenever the request
   *     arrived
   * @param classes by class, in the scenario's order
   */
  public record Requests(
      Counts counts,
      Histogram latencyNs,
      Histogram waitNs,
      long completionsInWindow,
      List<ClassObservation> classes,
      Levels levels) {}

  /**
   * Where the time of requests has gone.
   *
   * @param breakdown of the completed requests
   * @param steps in the order of the file
   * @param resources in the order of the file
   * @param encounters with the collector; null if nothing allocates
   */
  public record TimeSpent(
      LatencyBreakdown breakdown,
      Losses losses,
      List<StepObservation> steps,
      List<ResourceObservation> resources,
      @Nullable CollectorEncounters encounters) {}

  /** The registered figures: what each came to in the window, and its samples over time. */
  public record Metrics(WindowFigures figures, Series series) {}

  /**
   * The process and its machine.
   *
   * @param cores the machine's cores
   * @param goroutinesAtEnd live goroutines at the end of the run by wait reason; only reasons that
   *     occur
   * @param exit what ended the process before the run; null if nothing did
   */
  public record Process(
      int cores, Map<String, Integer> goroutinesAtEnd, @Nullable ProcessExit exit) {}

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
   * @param waits until it had what it takes, or, if it takes nothing, while others held it up
   * @param services the rest
   */
  public record StepObservation(
      StepPlace place, Times waits, Times services, StepFailures failures) {
    /** Its name, unique among the steps. */
    public String name() {
      return place.name;
    }

    /** What it does and to what. */
    public String kind() {
      return place.kind;
    }

    /** The name of the step that holds it; null if none does. */
    public @Nullable String inside() {
      return place.inside;
    }

    /** Whether it runs beside the requests. */
    public boolean beside() {
      return place.beside;
    }

    /** Executions that failed for want of time. */
    public long timeouts() {
      return failures.timeouts;
    }

    /** Executions whose last attempt failed. */
    public long errors() {
      return failures.errors;
    }

    /** Executions that ended because a sibling had failed. */
    public long canceled() {
      return failures.canceled;
    }
  }

  /**
   * What a step is, and where.
   *
   * @param name unique among the steps
   * @param kind what it does and to what
   * @param inside the name of the step that holds it; null if none does
   * @param beside whether it runs beside the requests, whose latency does not hold its time
   */
  public record StepPlace(String name, String kind, @Nullable String inside, boolean beside) {}

  /**
   * Executions that failed.
   *
   * @param timeouts for want of time
   * @param errors those whose last attempt failed
   * @param canceled those that ended because a sibling had failed
   */
  public record StepFailures(long timeouts, long errors, long canceled) {}

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

  /** The Go runtime in the window. */
  public record RuntimeObservation(WindowFigures figures, Process process) {
    /** The most goroutines alive at once. */
    public long goroutinesMax() {
      return figures.max(MetricNames.GOROUTINES);
    }

    /** The most threads at once. */
    public long threadsMax() {
      return figures.max(MetricNames.THREADS);
    }

    /** Times of goroutines from runnable to running. */
    public Histogram schedulingLatencyNs() {
      return figures.recorded(MetricNames.SCHEDULING_LATENCIES);
    }

    /** Slices that were cut. */
    public long preemptions() {
      return figures.total(MetricNames.PREEMPTIONS);
    }

    /** Goroutines taken from another P. */
    public long steals() {
      return figures.total(MetricNames.STEALS);
    }

    /** Futex or epoll wake-ups of threads. */
    public long threadWakes() {
      return figures.total(MetricNames.THREAD_WAKES);
    }

    /** Live goroutines at the end of the run by wait reason; only reasons that occur. */
    public Map<String, Integer> goroutinesAtEnd() {
      return process.goroutinesAtEnd();
    }

    /** What ended the process before the run; null if nothing did. */
    public @Nullable ProcessExit processExit() {
      return process.exit();
    }
  }

  /**
   * Time averages over the window: requests in the system, requests that no worker of the pool has
   * taken, busy workers or requests with a goroutine of their own.
   */
  public record Levels(double meanInSystem, double meanInQueue, double meanBusyWorkers) {}

  /**
   * Samples over time.
   *
   * @param timeNs the instants, from the start of the run; n values
   * @param names one a row of {@code values}: that of a gauge, or of the rate of a counter
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
