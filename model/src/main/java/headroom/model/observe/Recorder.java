package headroom.model.observe;

import static headroom.model.metrics.MetricName.word;

import headroom.model.client.ClientObserver;
import headroom.model.go.Goroutine;
import headroom.model.go.scheduler.SchedulerObserver;
import headroom.model.kernel.CpuQuota;
import headroom.model.metrics.MetricNames;
import headroom.model.metrics.RuntimeMetrics;
import headroom.model.observe.Observation.ClassObservation;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.Observation.Levels;
import headroom.model.observe.Observation.Requests;
import headroom.model.observe.Observation.TimeSpent;
import headroom.model.service.Request;
import headroom.model.service.ServiceObserver;
import headroom.model.workload.program.Failure;
import headroom.model.workload.program.ProgramObserver.ResourceObserver;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens to requests and goroutines into histograms, counts and time averages of the
 * measured window.
 */
public final class Recorder implements ServiceObserver, ClientObserver, SchedulerObserver {
  /** Histograms keep three significant digits: a quantile is exact to 0.1 %. */
  private static final int DIGITS = 3;

  /** The end of the window that is looked at apart, as a share of it. */
  private static final int TENTH = 10;

  private final long fromNs;
  private final long toNs;
  private final List<String> classNames;
  private final Histogram wait = new Histogram(DIGITS);
  private final Histogram answers = new Histogram(DIGITS);
  private final Histogram scheduling = new Histogram(DIGITS);
  private final List<Histogram> classLatency = new ArrayList<>();
  private final long[] classOffered;
  private final long[] classCompleted;
  private final long[] classRejected;
  private final long[] classTimedOut;
  private final LatencyBreakdown breakdown = new LatencyBreakdown();
  private final @Nullable ResourceObserver workers;
  private final @Nullable FullPool full;
  private final @Nullable EncounterRecord encounters;
  private final RequestAccount account;
  private final UncompletedRequests losses;
  private final Level inSystem;
  private final Level inQueue;
  private final Level busyWorkers;
  private long offered;
  private long completed;
  private long rejected;
  private long timedOut;
  private long retried;
  private long wastedInWindow;
  private long completionsInWindow;
  private long completionsInLastTenth;
  private boolean measuring;
  private CpuQuota quota = CpuQuota.NONE;

  /**
   * A pool of workers.
   *
   * @param account of the requests that wait for one
   */
  public record Workers(int count, ResourceObserver account) {}

  /**
   * A recorder for requests that arrive in [fromNs, toNs).
   *
   * @param pool the workers that serve them; null if each has its own goroutine, so that there is
   *     no queue
   * @param collector the record of the collector; null if nothing allocates
   */
  public Recorder(
      long fromNs,
      long toNs,
      List<String> classNames,
      @Nullable Workers pool,
      @Nullable CollectorRecord collector) {
    workers = pool == null ? null : pool.account();
    full = pool == null ? null : new FullPool(pool.count());
    encounters = collector == null ? null : collector.encounters();
    account = new RequestAccount(full);
    losses = new UncompletedRequests(account);
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.classNames = List.copyOf(classNames);
    classOffered = new long[classNames.size()];
    classCompleted = new long[classNames.size()];
    classRejected = new long[classNames.size()];
    classTimedOut = new long[classNames.size()];
    for (int i = 0; i < classNames.size(); i++) {
      classLatency.add(new Histogram(DIGITS));
    }
    inSystem = new Level(fromNs, toNs);
    inQueue = new Level(fromNs, toNs);
    busyWorkers = new Level(fromNs, toNs);
  }

  /** Requests stop when {@code limit} stops the container. */
  public void attach(CpuQuota limit) {
    quota = limit;
  }

  /** Registers the levels of requests, their completions in the window and scheduling latencies. */
  public void register(RuntimeMetrics metrics) {
    metrics.watchedGauge(word("in_system", "requests"), inSystem::level, inSystem::takePeak);
    metrics.watchedGauge(word("in_queue", "requests"), inQueue::level, inQueue::takePeak);
    metrics.watchedGauge(
        word("busy_workers", "workers"), busyWorkers::level, busyWorkers::takePeak);
    metrics.counter(
        word("completions", "requests").withRate("throughput_per_s"), () -> completionsInWindow);
    metrics.timeHistogram(MetricNames.SCHEDULING_LATENCIES, scheduling);
  }

  /** Registers how long a net/http server took to answer, refusals too. */
  public void registerAnswers(RuntimeMetrics metrics) {
    metrics.timeHistogram(MetricNames.HTTP_ANSWERS, answers);
  }

  /** The warm-up is over: scheduling latencies count from now on. */
  public void warmedUp() {
    measuring = true;
  }

  @Override
  public void arrived(Request request, long nowNs) {
    inSystem.change(1, request.arrivalNs, nowNs);
    if (workers == null) {
      busyWorkers.change(1, request.arrivalNs, nowNs);
    } else {
      inQueue.change(1, request.arrivalNs, nowNs);
      workers.waits(nowNs);
    }
    if (full != null) {
      request.workersBusyNs = full.untilNs(request.arrivalNs, nowNs);
    }
    losses.entered(request);
  }

  @Override
  public void rejected(Request request, long nowNs) {
    inSystem.change(-1, nowNs, nowNs);
    if (workers == null) {
      busyWorkers.change(-1, nowNs, nowNs);
    } else {
      inQueue.change(-1, nowNs, nowNs);
      workers.gaveUp(false, account.queuedNs(request, nowNs), nowNs);
    }
    losses.left(request);
  }

  @Override
  public void withdrawn(Request request, long nowNs) {
    rejected(request, nowNs);
  }

  @Override
  public void answered(long arrivalNs, long nowNs) {
    if (isInWindow(arrivalNs)) {
      answers.recordValue(nowNs - arrivalNs);
    }
  }

  @Override
  public void started(Request request, long nowNs) {
    if (workers != null && full != null) {
      inQueue.change(-1, nowNs, nowNs);
      busyWorkers.change(1, nowNs, nowNs);
      request.workersBusyNs = full.untilNs(nowNs) - request.workersBusyNs;
      workers.got(true, account.queuedNs(request, nowNs), nowNs);
      workers.used(1, nowNs);
      full.begins(nowNs);
    }
  }

  @Override
  public void completed(Request request, Goroutine worker, long nowNs) {
    ended(request, nowNs);
  }

  @Override
  public void failed(Request request, Goroutine worker, Failure failure, long nowNs) {
    ended(request, nowNs);
  }

  private void ended(Request request, long nowNs) {
    inSystem.change(-1, nowNs, nowNs);
    busyWorkers.change(-1, nowNs, nowNs);
    if (workers != null) {
      workers.used(-1, nowNs);
    }
    if (full != null) {
      full.ends(nowNs);
    }
    losses.left(request);
  }

  @Override
  public void issued(Request attempt) {
    if (isMeasured(attempt)) {
      offered++;
      classOffered[attempt.classIndex]++;
    }
  }

  @Override
  public void retried(Request attempt) {
    if (isMeasured(attempt)) {
      retried++;
    }
  }

  @Override
  public void succeeded(Request attempt, Goroutine worker, long nowNs) {
    if (isInWindow(nowNs)) {
      completionsInWindow++;
      completionsInLastTenth += nowNs >= toNs - (toNs - fromNs) / TENTH ? 1 : 0;
    }
    if (!isMeasured(attempt)) {
      return;
    }
    completed++;
    classCompleted[attempt.classIndex]++;
    long latencyNs = nowNs - attempt.firstArrivalNs;
    classLatency.get(attempt.classIndex).recordValue(latencyNs);
    wait.recordValue(attempt.startNs - attempt.firstArrivalNs);
    long[] componentsNs = account.of(attempt, nowNs);
    long ownNs = componentsNs[TimeComponent.THROTTLED.ordinal()];
    long frozenNs = Math.max(ownNs, quota.stoppedSinceNs(attempt.firstArrivalNs));
    breakdown.add(latencyNs, componentsNs, frozenNs);
    if (encounters != null) {
      encounters.completed(attempt, worker, nowNs);
    }
  }

  /** Of the requests of all classes. */
  private Histogram latency() {
    Histogram all = new Histogram(DIGITS);
    classLatency.forEach(all::add);
    return all;
  }

  @Override
  public void refused(Request attempt, long nowNs) {
    if (isMeasured(attempt)) {
      rejected++;
      classRejected[attempt.classIndex]++;
      losses.rejected(attempt, nowNs);
    }
  }

  @Override
  public void timedOut(Request attempt, @Nullable Failure failure, long nowNs) {
    if (isMeasured(attempt)) {
      timedOut++;
      classTimedOut[attempt.classIndex]++;
      losses.failed(attempt, failure, nowNs);
    }
  }

  @Override
  public void wasted(Request attempt, long nowNs) {
    if (isInWindow(nowNs)) {
      wastedInWindow++;
    }
  }

  @Override
  public void scheduled(long latencyNs) {
    if (measuring) {
      scheduling.recordValue(latencyNs);
    }
  }

  /** The window is over, or the process has ended before that. */
  public void windowOver(long nowNs) {
    losses.windowOver(nowNs);
    if (encounters != null) {
      encounters.windowOver(nowNs);
    }
  }

  /** Measured requests that have not ended. */
  public long inFlight() {
    return offered - completed - rejected - timedOut;
  }

  /** All requests in the system now, measured or not. */
  public long inSystem() {
    return inSystem.level();
  }

  /** What was seen of requests. */
  public Requests requests() {
    List<ClassObservation> classes = new ArrayList<>();
    for (int i = 0; i < classNames.size(); i++) {
      long left = classOffered[i] - classCompleted[i] - classRejected[i] - classTimedOut[i];
      Counts counts =
          new Counts(classOffered[i], classCompleted[i], classRejected[i], classTimedOut[i], left);
      classes.add(new ClassObservation(classNames.get(i), classLatency.get(i), counts));
    }
    return new Requests(
        new Counts(offered, completed, rejected, timedOut, inFlight(), retried, wastedInWindow),
        latency(),
        wait,
        completionsInWindow,
        classes,
        new Levels(inSystem.mean(), inQueue.mean(), busyWorkers.mean()));
  }

  /** Where the time of requests has gone, at the steps and resources of {@code programs} too. */
  public TimeSpent timeSpent(ProgramAccounts programs) {
    return new TimeSpent(
        breakdown,
        losses.observed(completionsInLastTenth),
        programs.steps(),
        programs.resources(),
        encounters == null ? null : encounters.seen());
  }

  private boolean isMeasured(Request request) {
    return isInWindow(request.firstArrivalNs);
  }

  private boolean isInWindow(long timeNs) {
    return timeNs >= fromNs && timeNs < toNs;
  }
}
