package headroom.experiments.notes;

import headroom.experiments.notes.Note.Rule;
import headroom.experiments.result.FigureText;
import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.go.DefaultProcessors;
import headroom.model.kernel.MachineSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import java.util.ArrayList;
import java.util.List;

/** Looks through a scenario as a linter does. */
public final class ExperimentNotes {
  private static final double NS_PER_MS = 1e6;
  private static final String LATEST = "1.26";

  private final Scenario scenario;
  private final List<Note> notes = new ArrayList<>();

  private ExperimentNotes(Scenario scenario) {
    this.scenario = scenario;
  }

  /** What is to be said, in the order of the file's keys. */
  public static List<Note> of(Scenario scenario) {
    ExperimentNotes notes = new ExperimentNotes(scenario);
    notes.threadsOverCores();
    notes.threadsOverQuota();
    new LoadNotes(scenario, RequestNeed.steps(scenario)).notes().forEach(notes::add);
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

  /** More Ps than Go since 1.25 takes of itself. */
  private void threadsOverQuota() {
    LowestLimit lowest = LowestLimit.of(scenario);
    MachineSettings machine = lowest.machine();
    MachineSettings.Quota quota = machine.quota();
    int gomaxprocs = lowest.gomaxprocs();
    if (quota == null || gomaxprocs <= DefaultProcessors.of(LATEST, machine)) {
      return;
    }
    int running = Math.min(gomaxprocs, machine.cores());
    double runNs = quota.perPeriodNs() / (double) running;
    note(
        Rule.THREADS_OVER_QUOTA,
        "runtime.gomaxprocs",
        "GOMAXPROCS is "
            + gomaxprocs
            + " under a CPU limit of "
            + FigureText.number(quota.cores())
            + lowest.since()
            + ": when all are busy, they use up the limit of "
            + time((double) quota.periodNs())
            + " in "
            + time(runNs)
            + " and stand still for the other "
            + time((double) quota.periodNs() - runNs));
  }

  /** Time limits below the mean of what they limit; the demands of a trace are not looked at. */
  private void limits() {
    if (scenario.arrivals() instanceof Arrivals.Trace) {
      return;
    }
    for (RequestClass requestClass : scenario.classes()) {
      StepNeeds walk = RequestNeed.steps(scenario);
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

  private void note(Rule rule, String key, String message) {
    add(new Note(rule, key, message));
  }

  private void add(Note note) {
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
