package headroom.experiments.notes;

import headroom.experiments.notes.Note.Rule;
import headroom.experiments.result.FigureText;
import headroom.model.Scenario;
import headroom.model.kernel.MachineSettings;
import headroom.model.random.Distribution;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.MeanNeed;
import headroom.model.workload.Resources;
import java.util.ArrayList;
import java.util.List;

/** Notes on a load that needs more workers, cores, memory or shared resources than there are. */
final class LoadNotes {
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

  LoadNotes(Scenario scenario, StepNeeds needs) {
    this.scenario = scenario;
    this.needs = needs;
    request = RequestNeed.of(scenario, needs);
    perSecond = MeanRate.perSecond(scenario.arrivals(), request.elapsedNs());
  }

  /** What is to be said; nothing if the rate is not known. */
  List<Note> notes() {
    if (!Double.isFinite(perSecond)) {
      return List.of();
    }
    MeanNeed mean = request.then(consumed(request));
    workers(mean);
    cores(mean);
    memory(mean);
    for (Resources.PoolSettings pool : scenario.resources().pools()) {
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
    for (Resources.MutexSettings mutex : scenario.resources().mutexes()) {
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
    return List.copyOf(notes);
  }

  /**
   * A pool that closes connections which are soon opened again: as many as arrivals at random use
   * at once in 98 % of the time, which is two standard deviations of a Poisson number.
   */
  private void idleConnections(Resources.PoolSettings pool, double used) {
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
    for (Resources.ChannelSettings channel : scenario.resources().channels()) {
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

  /**
   * What follows: arrivals from outside queue without end, users of a closed loop ask less often.
   */
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
    LowestLimit lowest = LowestLimit.of(scenario);
    MachineSettings machine = lowest.machine();
    int gomaxprocs = lowest.gomaxprocs();
    int cores = machine.cores();
    double goCores = needed(mean.goCpuNs());
    double allCores = needed(mean.cpuNs());
    String from = isClosedLoop() ? " (" + source() + ")" : "";
    if (goCores > Math.min(cores, gomaxprocs)) {
      boolean few = gomaxprocs < cores;
      String there =
          few
              ? "GOMAXPROCS allows " + FigureText.count(gomaxprocs)
              : "there " + (cores == 1 ? "is 1" : "are " + FigureText.count(cores));
      String key = few ? "runtime.gomaxprocs" : "machine.cores";
      tooFew(key, goCores, " for Go code, " + there + from + ": ");
    } else if (machine.quota() != null && allCores > CoresLeft.bySidecars(machine)) {
      String left = FigureText.number(Math.max(0, CoresLeft.bySidecars(machine)));
      String beside = machine.sidecars().isEmpty() ? "" : " beside the sidecars";
      String leaves = ", the CPU limit leaves " + left + beside + lowest.since() + from;
      tooFew("machine.cpuQuota", allCores, leaves + ": it is throttled in every period, and ");
    } else if (allCores > CoresLeft.byNeighbours(machine) && allCores <= cores) {
      String left =
          FigureText.number(CoresLeft.byNeighbours(machine)) + " of " + FigureText.count(cores);
      tooFew("machine.neighbours", allCores, ", the neighbours leave " + left + from + ": ");
    } else if (allCores > cores) {
      String has = ", calls into C included, the machine has " + FigureText.count(cores);
      tooFew("machine.cores", allCores, has + ": ");
    }
  }

  private void tooFew(String key, double needed, String found) {
    note(
        Rule.CORES,
        key,
        "the load needs "
            + FigureText.number(needed)
            + " cores"
            + found
            + "no number of workers makes up for it");
  }

  private double needed(double heldNs) {
    return perSecond * heldNs / NS_PER_S;
  }

  private void note(Rule rule, String key, String message) {
    notes.add(new Note(rule, key, message));
  }

  private static String time(double ns) {
    return FigureText.time(ns / NS_PER_MS);
  }
}
