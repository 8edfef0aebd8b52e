package headroom.relations;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.audit.AuditedRun;
import headroom.audit.EndedRequest;
import headroom.audit.Fingerprint;
import headroom.audit.RandomExperiment;
import headroom.model.Scenario;
import headroom.model.random.Distribution;
import headroom.model.workload.Arrivals;
import headroom.model.workload.RequestClass;
import headroom.model.workload.RequestStep;
import headroom.model.workload.WorkStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two runs of random scenarios that differ in one respect. */
class RelationsTest {
  private static final String SEEDS = "headroom.audit.Seeds#all";
  private static final long EXTRA_NS = 12_345;

  /** With fewer Ps than cores nothing is shared, so another core has nothing to do. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource(SEEDS)
  void anIdleCoreMoreChangesNothing(long seed) {
    Scenario any = RandomExperiment.from(seed);
    int cores = any.machine().cores();
    int gomaxprocs = Math.min(cores, any.runtime().gomaxprocs());
    AuditedRun few = AuditedRun.of(Variation.ideal(any, cores, gomaxprocs));
    AuditedRun more = AuditedRun.of(Variation.ideal(any, cores + 1, gomaxprocs));
    String cpu = ", cores=" + cores + "]";
    assertThat(Fingerprint.of(few)).contains(cpu);
    assertThat(Fingerprint.of(more))
        .isEqualTo(Fingerprint.of(few).replace(cpu, ", cores=" + (cores + 1) + "]"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource(SEEDS)
  void aClassSplitInTwoEqualOnesChangesNoRequest(long seed) {
    Scenario whole = RandomExperiment.from(seed);
    if (whole.arrivals() instanceof Arrivals.Trace) {
      return; // a trace names the class of each request
    }
    List<RequestClass> halves = new ArrayList<>(); // of one name, for draws are keyed by it
    for (RequestClass requests : whole.classes()) {
      double half = requests.share() / 2;
      halves.add(new RequestClass(requests.name(), half, requests.steps()));
      halves.add(new RequestClass(requests.name(), half, requests.steps()));
    }
    AuditedRun split = AuditedRun.of(Variation.withClasses(whole, halves));
    List<EndedRequest> joined = new ArrayList<>();
    for (EndedRequest r : split.ended()) {
      joined.add(
          new EndedRequest(
              r.index(), r.classIndex() / 2, r.arrivalNs(), r.startNs(), r.endNs(), r.outcome()));
    }
    AuditedRun one = AuditedRun.of(whole);
    assertThat(joined).isEqualTo(one.ended());
    assertThat(split.observation().events()).isEqualTo(one.observation().events());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource(SEEDS)
  void aStepOfNoLengthChangesNothing(long seed) {
    Scenario plain = RandomExperiment.from(seed);
    RequestStep nothing = new WorkStep.Cpu("nothing", new Distribution.Constant(0));
    assertThat(Fingerprint.of(AuditedRun.of(withStepFirst(plain, nothing))))
        .isEqualTo(Fingerprint.of(AuditedRun.of(plain)));
  }

  /** The other steps draw what they drew without it. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource(SEEDS)
  void aStepMoreMakesEachRequestLongerByItselfAlone(long seed) {
    Scenario plain = queueOfWaiters(seed, 8);
    RequestStep extra = new WorkStep.NetworkIo("extra", new Distribution.Constant(EXTRA_NS));
    Map<Long, EndedRequest> without = byIndex(AuditedRun.of(plain));
    for (EndedRequest longer : AuditedRun.of(withStepFirst(plain, extra)).ended()) {
      EndedRequest same = without.get(longer.index());
      if (same != null) {
        assertThat(longer.endNs() - longer.startNs())
            .as("service of request %d", longer.index())
            .isEqualTo(same.endNs() - same.startNs() + EXTRA_NS);
      }
    }
  }

  /** The k-th request is the same at each point of a sweep, and so waits no longer. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource(SEEDS)
  void aWorkerMoreChangesNoDemandAndLetsNobodyWaitLonger(long seed) {
    AuditedRun fewer = AuditedRun.of(queueOfWaiters(seed, 1));
    for (int workers = 2; workers <= 4; workers++) {
      AuditedRun more = AuditedRun.of(queueOfWaiters(seed, workers));
      Map<Long, EndedRequest> before = byIndex(fewer);
      for (EndedRequest request : more.ended()) {
        EndedRequest same = before.remove(request.index());
        if (same != null) {
          assertThat(request.arrivalNs()).isEqualTo(same.arrivalNs());
          assertThat(request.endNs() - request.startNs()).isEqualTo(same.endNs() - same.startNs());
          assertThat(request.startNs())
              .as("%s, workers %d", request, workers)
              .isLessThanOrEqualTo(same.startNs());
        }
      }
      fewer = more;
    }
  }

  /** Requests that only wait, so that they meet in the queue for a worker and nowhere else. */
  private static Scenario queueOfWaiters(long seed, int workers) {
    Scenario any = Variation.waitingInsteadOfComputing(RandomExperiment.from(seed));
    return Variation.withWorkers(Variation.ideal(any, 1, 1), workers);
  }

  private static Scenario withStepFirst(Scenario scenario, RequestStep step) {
    List<RequestClass> longer = new ArrayList<>();
    for (RequestClass requests : scenario.classes()) {
      List<RequestStep> steps = new ArrayList<>(requests.steps());
      steps.add(0, step);
      longer.add(new RequestClass(requests.name(), requests.share(), steps));
    }
    return Variation.withClasses(scenario, longer);
  }

  private static Map<Long, EndedRequest> byIndex(AuditedRun run) {
    Map<Long, EndedRequest> requests = new TreeMap<>();
    run.ended().forEach(request -> requests.put(request.index(), request));
    return requests;
  }
}
