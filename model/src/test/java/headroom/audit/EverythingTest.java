package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.AuditedReplication;
import headroom.model.Scenario;
import headroom.model.Simulation.Outcome;
import headroom.model.go.ProcessExit;
import headroom.model.kernel.MachineSettings;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.MetricObservation;
import headroom.model.observe.TimeComponent;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.StepKind;
import headroom.testing.ParallelReplications;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random experiments with every kind of step, resource and client obey all laws. */
class EverythingTest {
  private static final int TEN_THOUSAND = 10_000;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("headroom.audit.Seeds#all")
  void allLawsHoldAtTheEndAndBetweenEvents(long seed) {
    obeysAllLaws(seed);
  }

  /** The same of ten thousand; {@code -Dheadroom.seed} repeats the one that is named. */
  @Test
  @Tag("long")
  void allLawsHoldInTenThousandExperiments() {
    ParallelReplications.run(
        1,
        TEN_THOUSAND + 1,
        2,
        seed -> {
          try {
            obeysAllLaws(seed);
            return seed;
          } catch (Throwable broken) {
            throw new AssertionError("seed " + seed, broken);
          }
        });
  }

  private static void obeysAllLaws(long seed) {
    Scenario scenario = RandomExperiment.ofEverything(seed);
    AuditedRun run = AuditedRun.of(scenario);
    Laws.holdFor(run);
    List<EndedRequest> ended = new ArrayList<>();
    AuditedReplication.run(
        scenario, 0, (i, c, a, s, e, o) -> ended.add(new EndedRequest(i, c, a, s, e, o)));
    assertThat(ended).as("the same under audit").isEqualTo(run.ended());
  }

  /** Whatever a step, an outcome, an end of a process is: the first 600 seeds come by it. */
  @Test
  void everythingOccurs() {
    Set<StepKind> steps = new LinkedHashSet<>();
    Set<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= 600; seed++) {
      Scenario scenario = RandomExperiment.ofEverything(seed);
      scenario.classes().stream().map(RequestClass::steps).forEach(s -> addKinds(s, steps));
      AuditedRun run = AuditedRun.of(scenario);
      run.ended().forEach(request -> seen.add(request.outcome().name()));
      note(seen, "in flight", run.observation().counts().inFlight() > 0);
      note(seen, "retried", run.observation().counts().retried() > 0);
      note(seen, "wasted", run.observation().counts().wasted() > 0);
      ProcessExit exit = run.observation().runtime().processExit();
      note(seen, "panic", exit != null && exit.words().startsWith("panic: close of"));
      note(seen, "deadlock", exit != null && exit.words().endsWith("deadlock!"));
      note(seen, "out of memory", exit != null && exit.words().startsWith("killed (OOM)"));
      note(seen, "cycles", counts(run, MetricNames.GC_CYCLES));
      noteMachine(seen, run);
      note(seen, "throttled", counts(run, MetricNames.THROTTLED_PERIODS));
      note(seen, "quota bursts", counts(run, MetricNames.QUOTA_BURSTS));
      note(seen, "overflow", exit != null && exit.words().endsWith("overflow"));
      note(seen, "net/http", scenario.server().isHttp());
      note(seen, "workers on threads of their own", scenario.server().lockOsThread());
      note(seen, "profile " + scenario.costs().name(), true);
      note(seen, "held at the client", isHeld(run));
      note(seen, "closed loop", scenario.arrivals() instanceof Arrivals.ClosedLoop);
    }
    assertThat(steps).containsExactlyInAnyOrderElementsOf(RequestStep.kinds());
    Set<String> expected = new TreeSet<>();
    Arrays.stream(Outcome.values()).forEach(outcome -> expected.add(outcome.name()));
    expected.addAll(
        List.of(
            "panic",
            "in flight",
            "retried",
            "wasted",
            "deadlock",
            "out of memory",
            "cycles",
            "throttled",
            "quota bursts",
            "a limit that changes",
            "other Ps",
            "neighbours",
            "sidecars",
            "overflow",
            "net/http",
            "workers on threads of their own",
            "profile ideal",
            "profile linux",
            "profile reference",
            "held at the client",
            "closed loop",
            "Ps over cores",
            "cores over Ps"));
    assertThat(seen).isEqualTo(expected);
  }

  private static void noteMachine(Set<String> seen, AuditedRun run) {
    MachineSettings machine = run.scenario().machine();
    int gomaxprocs = run.scenario().runtime().gomaxprocs();
    note(seen, "a limit that changes", !machine.quotaChanges().isEmpty());
    note(seen, "other Ps", counts(run, "/sched/pauses/total/other:seconds"));
    note(seen, "neighbours", !machine.neighbours().isEmpty());
    note(seen, "sidecars", !machine.sidecars().isEmpty());
    note(seen, "Ps over cores", gomaxprocs > machine.cores());
    note(seen, "cores over Ps", gomaxprocs < machine.cores());
  }

  /** Without a pool of workers nothing else is a queue. */
  private static boolean isHeld(AuditedRun run) {
    return run.scenario().server().workers() == ServerSettings.UNBOUNDED
        && run.observation().breakdown().meanNs(TimeComponent.QUEUE) > 0;
  }

  /** Whether the histogram {@code name} has something in it. */
  private static boolean counts(AuditedRun run, String name) {
    return run.observation().metrics().figures().all().stream()
        .filter(figure -> figure.metric().name().text().equals(name))
        .anyMatch(figure -> ((MetricObservation.Values) figure).recorded().getTotalCount() > 0);
  }

  private static boolean counts(AuditedRun run, MetricName name) {
    return run.observation().metrics().figures().all().stream()
        .filter(figure -> figure.metric().name().equals(name))
        .anyMatch(figure -> ((MetricObservation.Counter) figure).total() > 0);
  }

  private static void note(Set<String> seen, String what, boolean occurs) {
    if (occurs) {
      seen.add(what);
    }
  }

  private static void addKinds(List<RequestStep> steps, Set<StepKind> kinds) {
    for (RequestStep step : steps) {
      kinds.add(step.kind());
      step.nested().forEach(inner -> addKinds(inner, kinds));
    }
  }
}
