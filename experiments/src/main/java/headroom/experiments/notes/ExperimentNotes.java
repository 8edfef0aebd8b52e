package headroom.experiments.notes;

import headroom.experiments.notes.Note.Rule;
import headroom.experiments.result.FigureText;
import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.RequestClass;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.List;

/** Looks through a scenario as a linter does. */
public final class ExperimentNotes {
  private static final double NS_PER_S = 1e9;
  private static final double NS_PER_MS = 1e6;

  /** From here on a run is told what it will need of memory. */
  private static final double MANY_WAITING = 1e7;

  private static final double MILLION = 1e6;
  private static final double BYTES_PER_GB = 1e9;

  private final Scenario scenario;
  private final StepNeeds needs;
  private final MeanNeed request;
  private final double perSecond;
  private final List<Note> notes = new ArrayList<>();

  private ExperimentNotes(Scenario scenario) {
    this.scenario = scenario;
    this.needs = walk(scenario);
    this.request = meanRequest();
    this.perSecond = MeanRate.perSecond(scenario.arrivals(), request.elapsedNs());
  }

  private static StepNeeds walk(Scenario scenario) {
    return scenario.arrivals() instanceof Arrivals.Trace trace
        ? new StepNeeds(scenario.resources(), scenario.costs(), new TraceMeans(trace.table()))
        : new StepNeeds(scenario.resources(), scenario.costs(), TraceMeans.NONE);
  }

  /** What a request needs of the goroutine that serves it and of those that it starts. */
  private MeanNeed meanRequest() {
    MeanNeed mean = MeanNeed.computing(scenario.server().overhead().mean());
    for (int i = 0; i < scenario.classes().size(); i++) {
      RequestClass requestClass = scenario.classes().get(i);
      double share =
          scenario.arrivals() instanceof Arrivals.Trace trace
              ? new TraceMeans(trace.table()).shareOfClass(i)
              : requestClass.share();
      mean = mean.then(needs.of(requestClass.steps()).times(share));
    }
    return mean;
  }

  /** What is to be said, in the order of the file's keys. */
  public static List<Note> of(Scenario scenario) {
    ExperimentNotes notes = new ExperimentNotes(scenario);
    notes.threadsOverCores();
    notes.load();
    notes.limits();
    notes.retries();
    return List.copyOf(notes.notes);
  }

  private void threadsOverCores() {
    int gomaxprocs = scenario.runtime().gomaxprocs();
    int cores = scenario.machine().cores();
    if (gomaxprocs > cores) {
      note(
          Rule.THREADS_OVER_CORES,
          "runtime.gomaxprocs",
          "GOMAXPROCS is "
              + gomaxprocs
              + " on "
              + cores(cores)
              + ": a goroutine on a P can still wait for a core, and nothing is gained");
    }
  }

  /** What the load needs of workers, cores, pools, locks and consumers. */
  private void load() {
    if (!Double.isFinite(perSecond)) {
      return;
    }
    MeanNeed mean = request.then(consumed(request));
    workers(mean);
    cores(mean);
    memory(mean);
    for (Resources.Pool pool : scenario.resources().pools()) {
      double needed = needed(mean.pools().getOrDefault(pool.name(), 0.0));
      idleConnections(pool, needed);
      if (needed > pool.size()) {
        note(
            Rule.CONNECTIONS,
            "resources.pools." + pool.name(),
            "the load needs "
                + FigureText.number(needed)
                + " connections of the pool \""
                + pool.name()
                + "\", it has "
                + FigureText.count(pool.size())
                + ": requests wait for one"
                + consequence());
      }
    }
    for (Resources.Mutex mutex : scenario.resources().mutexes()) {
      double held = needed(mean.locks().getOrDefault(mutex.name(), 0.0));
      if (held > 1) {
        note(
            Rule.LOCKS,
            "resources.mutexes." + mutex.name(),
            "the load needs the mutex \""
                + mutex.name()
                + "\" for "
                + FigureText.time(held * 1e3)
                + " of every second: requests wait for it"
                + consequence());
      }
    }
  }

  /**
   * A pool that closes connections which are soon opened again: as many as arrivals at random use
   * at once in 98 % of the time, which is two standard deviations of a Poisson number.
   */
  private void idleConnections(Resources.Pool pool, double used) {
    Distribution connect = pool.connect();
    double atOnce = Math.ceil(used + 2 * Math.sqrt(used));
    if (connect == null || pool.maxIdle() >= Math.min(atOnce, pool.size())) {
      return;
    }
    note(
        Rule.IDLE_CONNECTIONS,
        "resources.pools." + pool.name(),
        "the load uses up to "
            + FigureText.number(atOnce)
            + " connections of the pool \""
            + pool.name()
            + "\" at once, and maxIdle keeps "
            + FigureText.count(pool.maxIdle())
            + " open: others are closed and opened again, "
            + time(connect.mean())
            + " each time");
  }

  /** What consumers of channels compute for a request's values; notes those that are too few. */
  private MeanNeed consumed(MeanNeed mean) {
    MeanNeed all = MeanNeed.NOTHING;
    for (Resources.Channel channel : scenario.resources().channels()) {
      double sends = mean.sends().getOrDefault(channel.name(), 0.0);
      MeanNeed each = needs.of(channel.steps());
      double needed = needed(sends * each.elapsedNs());
      if (channel.consumers() > 0 && needed > channel.consumers()) {
        note(
            Rule.CONSUMERS,
            "resources.channels." + channel.name(),
            "the load needs "
                + FigureText.number(needed)
                + " consumers of the channel \""
                + channel.name()
                + "\", there are "
                + FigureText.count(channel.consumers())
                + ": its buffer fills, then senders wait");
      }
      all = all.then(each.times(sends).within(0));
    }
    return all;
  }

  private void workers(MeanNeed mean) {
    ServerSettings server = scenario.server();
    double needed = needed(mean.elapsedNs());
    if (server.workers() == ServerSettings.UNBOUNDED || needed <= server.workers()) {
      return;
    }
    boolean sheds =
        server.queueCapacity() != ServerSettings.UNLIMITED
            && server.whenFull() == ServerSettings.WhenFull.REJECT;
    note(
        Rule.WORKERS,
        "server.workers",
        "the load needs "
            + FigureText.number(needed)
            + " workers, there "
            + (server.workers() == 1 ? "is 1" : "are " + FigureText.count(server.workers()))
            + " ("
            + source()
            + ", each holds one for "
            + time(mean.elapsedNs())
            + "): "
            + (sheds
                ? "the queue fills, the rest is rejected"
                : isClosedLoop()
                    ? "they wait, and ask less often"
                    : "they wait, longer and longer"));
  }

  /** What the rate is: of users who wait for answers, the most that they can ask. */
  private String source() {
    if (scenario.arrivals() instanceof Arrivals.ClosedLoop loop) {
      return FigureText.count(loop.users())
          + " users ask "
          + FigureText.rate(perSecond)
          + " if none waits";
    }
    return FigureText.rate(perSecond)
        + (scenario.arrivals() instanceof Arrivals.Trace ? ", the mean of the trace" : "");
  }

  /** A queue of requests that come whatever happens has no end; users who wait ask less often. */
  private String consequence() {
    return isClosedLoop() ? "; " + source() : ", longer and longer";
  }

  private boolean isClosedLoop() {
    return scenario.arrivals() instanceof Arrivals.ClosedLoop;
  }

  /** An overload that the simulator has to remember request by request. */
  private void memory(MeanNeed mean) {
    Backlog backlog = Backlog.of(scenario, perSecond, mean);
    if (backlog.requests() < MANY_WAITING) {
      return;
    }
    boolean pooled = scenario.server().workers() != ServerSettings.UNBOUNDED;
    int each = pooled ? WaitingMemory.QUEUED_BYTES : WaitingMemory.GOROUTINE_BYTES;
    note(
        Rule.MEMORY,
        pooled ? "server.queue" : "server.workers",
        "about "
            + FigureText.count(Math.round(backlog.requests() / MILLION))
            + " million requests will wait at the end ("
            + FigureText.rate(perSecond)
            + " come, at most "
            + FigureText.rate(backlog.capacityPerSecond())
            + " are served), at up to "
            + each
            + " bytes each: "
            + FigureText.number(backlog.requests() * each / BYTES_PER_GB)
            + " GB for every replication under way; bound them with "
            + (pooled ? "" : "a number of workers, ")
            + "queue: 1000 and whenFull: reject");
  }

  private void cores(MeanNeed mean) {
    int gomaxprocs = scenario.runtime().gomaxprocs();
    int cores = scenario.machine().cores();
    double goCores = needed(mean.goCpuNs());
    double allCores = needed(mean.cpuNs());
    if (goCores > Math.min(cores, gomaxprocs)) {
      boolean few = gomaxprocs < cores;
      note(
          Rule.CORES,
          few ? "runtime.gomaxprocs" : "machine.cores",
          "the load needs "
              + FigureText.number(goCores)
              + " cores for Go code, "
              + (few
                  ? "GOMAXPROCS allows " + FigureText.count(gomaxprocs)
                  : "there " + (cores == 1 ? "is 1" : "are " + FigureText.count(cores)))
              + (isClosedLoop() ? " (" + source() + ")" : "")
              + ": no number of workers makes up for it");
    } else if (allCores > cores) {
      note(
          Rule.CORES,
          "machine.cores",
          "the load needs "
              + FigureText.number(allCores)
              + " cores, calls into C included, the machine has "
              + FigureText.count(cores)
              + ": no number of workers makes up for it");
    }
  }

  /** Time limits below the mean of what they limit; the demands of a trace are not looked at. */
  private void limits() {
    if (scenario.arrivals() instanceof Arrivals.Trace) {
      return;
    }
    for (RequestClass requestClass : scenario.classes()) {
      StepNeeds walk = walk(scenario);
      double meanNs = walk.of(requestClass.steps()).elapsedNs();
      String whose =
          scenario.classes().size() == 1
              ? "a request takes"
              : "a request of class \"" + requestClass.name() + "\" takes";
      limit(
          "server.deadline",
          "the deadline",
          (double) scenario.server().deadlineNs(),
          whose,
          meanNs);
      limit(
          "clients.timeout",
          "the clients' timeout",
          (double) scenario.clients().timeoutNs(),
          whose,
          meanNs);
      for (StepNeeds.TightLimit tight : walk.tightLimits()) {
        limit(
            "steps",
            "a timeout of \"" + tight.what() + "\"",
            tight.limitNs(),
            "what it limits takes",
            tight.meanNs());
      }
    }
  }

  private void limit(String key, String name, double limitNs, String whose, double meanNs) {
    if (limitNs < meanNs) {
      note(
          Rule.TIME_LIMITS,
          key,
          name
              + " is "
              + time(limitNs)
              + ", but "
              + whose
              + " "
              + time(meanNs)
              + " on average even if it waits for nobody: most will run into it");
    }
  }

  private void retries() {
    ClientSettings clients = scenario.clients();
    boolean budget = Double.isFinite(clients.retryBudget());
    if (clients.retries() == ClientSettings.UNLIMITED) {
      note(
          Rule.RETRIES,
          "clients.retries",
          budget
              ? "retries have no end but their budget: a request that always fails is never given up"
              : "retries have no end and no budget: what fails once is asked again for ever;"
                  + " retries: 2 and retryBudget: 10% bound it");
    } else if (clients.retries() > 0 && !budget) {
      note(
          Rule.RETRIES,
          "clients.retries",
          FigureText.count(clients.retries())
              + (clients.retries() == 1 ? " retry" : " retries")
              + " without a budget: while requests fail, the load is up to "
              + FigureText.count(clients.retries() + 1L)
              + " times as high; retryBudget: 10% bounds it");
    }
  }

  private double needed(double heldNs) {
    return perSecond * heldNs / NS_PER_S;
  }

  private void note(Rule rule, String key, String message) {
    Note note = new Note(rule, key, message);
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  private static String cores(int count) {
    return count == 1 ? "1 core" : FigureText.count(count) + " cores";
  }

  private static String time(double ns) {
    return FigureText.time(ns / NS_PER_MS);
  }
}
