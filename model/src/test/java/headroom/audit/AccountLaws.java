package headroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.Scenario;
import headroom.model.client.ClientSettings;
import headroom.model.cost.Cost;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import headroom.model.metrics.MetricNames;
import headroom.model.observe.Observation;
import headroom.model.observe.Observation.Counts;
import headroom.model.observe.Observation.ResourceObservation;
import headroom.model.observe.Observation.StepObservation;
import headroom.model.observe.TimeComponent;
import headroom.model.observe.WindowFigures;
import headroom.model.workload.Arrivals;
import headroom.model.workload.Resources;
import java.util.Map;
import java.util.TreeMap;

/**
 * The laws of what is kept beside the requests: losses, attempts, users, steps, resources, the CPU
 * quota.
 */
final class AccountLaws {
  private static final double ROUNDING = 1e-9;

  /** What a core may hold of a quota. Source: Linux {@code cpu.cfs_quota}, slices of 5 ms. */
  private static final long SLICE_NS = 5_000_000;

  private AccountLaws() {}

  static void holdFor(AuditedRun run) {
    lossesHaveReasons(run);
    attemptsKeepToTheirLimits(run);
    nobodyWaitsLongerThanItsClient(run);
    usersAreNotMultiplied(run);
    stepsEndOnce(run);
    resourcesAreNotUsedBeyondTheirSize(run);
    theQuotaIsKept(run);
  }

  /** Whatever did not complete has one reason, and its time is kept with that of the failed. */
  static void lossesHaveReasons(AuditedRun run) {
    Observation seen = run.observation();
    Counts counts = seen.counts();
    Map<String, Long> reasons = seen.losses().byReason();
    long lost = reasons.values().stream().mapToLong(Long::longValue).sum();
    assertThat(lost).as("lost, by reason").isEqualTo(counts.rejected() + counts.timedOut());
    assertThat(seen.losses().failed().requests()).as("failed").isEqualTo(lost);
    assertThat(reasons.getOrDefault("rejected", 0L)).isEqualTo(counts.rejected());
    double sumNs = 0;
    for (TimeComponent component : TimeComponent.values()) {
      double meanNs = seen.losses().failed().meanNs(component);
      assertThat(meanNs).as("failed: mean time in %s", component).isGreaterThanOrEqualTo(0);
      sumNs += meanNs;
      assertThat(seen.losses().unfinished().meanNs(component))
          .as("unfinished: mean time in %s", component)
          .isGreaterThanOrEqualTo(0);
    }
    double latencyNs =
        run.measured().stream()
            .filter(request -> !request.isCompleted())
            .mapToLong(request -> request.endNs() - request.arrivalNs())
            .average()
            .orElse(0);
    assertThat(sumNs)
        .as("mean time of the failed")
        .isCloseTo(latencyNs, within(ROUNDING * (1 + latencyNs)));
  }

  static void attemptsKeepToTheirLimits(AuditedRun run) {
    ClientSettings clients = run.scenario().clients();
    Counts counts = run.observation().counts();
    if (clients.retries() != ClientSettings.UNLIMITED) {
      assertThat(counts.retried())
          .as("retried")
          .isLessThanOrEqualTo(clients.retries() * counts.offered());
    }
  }

  /** Of one attempt: an answer that comes later than its timeout comes to nobody. */
  static void nobodyWaitsLongerThanItsClient(AuditedRun run) {
    ClientSettings clients = run.scenario().clients();
    if (clients.timeoutNs() == ClientSettings.NONE || clients.retries() > 0) {
      return;
    }
    for (EndedRequest request : run.completed()) {
      assertThat(request.endNs() - request.arrivalNs())
          .as("%s", request)
          .isLessThanOrEqualTo(clients.timeoutNs());
    }
  }

  static void usersAreNotMultiplied(AuditedRun run) {
    if (run.scenario().arrivals() instanceof Arrivals.ClosedLoop loop && run.hasPatientClients()) {
      assertThat(run.observation().levels().meanInSystem())
          .as("users in the system")
          .isLessThanOrEqualTo(loop.users() * (1 + ROUNDING));
    }
  }

  /** A step that has begun ends well or in one of three ways, or runs still. */
  static void stepsEndOnce(AuditedRun run) {
    for (StepObservation step : run.observation().steps()) {
      long ended = step.services().histogramNs().getTotalCount();
      assertThat(step.waits().histogramNs().getTotalCount()).as(step.name()).isEqualTo(ended);
      assertThat(step.waits().sumNs()).as(step.name()).isGreaterThanOrEqualTo(0);
      assertThat(step.services().sumNs()).as(step.name()).isGreaterThanOrEqualTo(0);
      assertThat(step.timeouts() + step.errors() + step.canceled())
          .as("failures of %s", step.name())
          .isLessThanOrEqualTo(ended);
    }
  }

  static void resourcesAreNotUsedBeyondTheirSize(AuditedRun run) {
    Map<String, Resources.PoolSettings> pools = new TreeMap<>();
    run.scenario().resources().pools().forEach(pool -> pools.put("pool " + pool.name(), pool));
    for (ResourceObservation resource : run.observation().resources()) {
      if (!Double.isNaN(resource.utilization())) {
        assertThat(resource.utilization()).as(resource.name()).isBetween(0.0, 1 + ROUNDING);
      }
      assertThat(resource.timeouts())
          .as("timeouts at %s", resource.name())
          .isLessThanOrEqualTo(resource.waits().histogramNs().getTotalCount());
      Resources.PoolSettings pool = pools.get(resource.name());
      if (pool == null || pool.connect() == null) {
        assertThat(resource.opened()).as("opened at %s", resource.name()).isZero();
      }
    }
  }

  /**
   * The quota of the periods that the window touches, what was saved, and what each core may have
   * had in hand or have overdrawn until a tick. A change of the quota fills the pool beside the
   * periods, and may count as a burst.
   */
  static void theQuotaIsKept(AuditedRun run) {
    MachineSettings machine = run.scenario().machine();
    if (!machine.isLimited()) {
      return;
    }
    Observation seen = run.observation();
    WindowFigures figures = seen.metrics().figures();
    int cores = machine.cores();
    int changes = machine.quotaChanges().size();
    long periods = seen.windowNs() / machine.quotaPeriodNs() + 2;
    long inHandNs =
        SLICE_NS
            + 2 * run.scenario().costs().ns(Cost.OS_TICK)
            + run.scenario().costs().ns(Cost.OS_WAKE_CPU);
    assertThat(seen.cpu().busyCoreNs())
        .as("CPU under the quota")
        .isLessThanOrEqualTo(allowedNs(run.scenario()) + (changes + 1) * (long) cores * inHandNs);
    long counted = figures.total(MetricNames.QUOTA_PERIODS);
    assertThat(counted).as("periods").isBetween(0L, periods);
    assertThat(figures.total(MetricNames.THROTTLED_PERIODS)).isBetween(0L, counted);
    assertThat(figures.total(MetricNames.QUOTA_BURSTS)).isBetween(0L, counted + changes);
    assertThat(figures.total(MetricNames.QUOTA_BURST_TIME))
        .as("savings used")
        .isBetween(0L, mostBurstNs(machine, counted));
    assertThat(figures.total(MetricNames.THROTTLED_TIME))
        .as("throttled time, over cores")
        .isBetween(0L, cores * (seen.windowNs() + machine.quotaPeriodNs()));
  }

  /** What the quota allows in the window, the savings and refills at changes included, ns. */
  private static long allowedNs(Scenario scenario) {
    MachineSettings machine = scenario.machine();
    long fromNs = scenario.window().warmUpNs();
    long endNs = scenario.window().endNs();
    long sum = 0;
    for (int i = -1; i < machine.quotaChanges().size(); i++) {
      Quota quota = i < 0 ? machine.quota() : machine.quotaChanges().get(i).quota();
      long beginNs = i < 0 ? fromNs : Math.max(fromNs, machine.quotaChanges().get(i).atNs());
      boolean last = i == machine.quotaChanges().size() - 1;
      long toNs = last ? endNs : Math.min(endNs, machine.quotaChanges().get(i + 1).atNs());
      if (toNs <= beginNs) {
        continue;
      }
      long lengthNs = toNs - beginNs;
      sum +=
          quota == null
              ? machine.cores() * lengthNs
              : quota.perPeriodNs() * (lengthNs / quota.periodNs() + 2) + quota.burstNs();
    }
    return sum;
  }

  private static long mostBurstNs(MachineSettings machine, long periods) {
    long largestNs = machine.quota() == null ? 0 : machine.quota().burstNs();
    long poolNs = machine.quota() == null ? 0 : machine.quota().perPeriodNs() + largestNs;
    for (QuotaChange change : machine.quotaChanges()) {
      Quota quota = change.quota();
      if (quota != null) {
        largestNs = Math.max(largestNs, quota.burstNs());
        poolNs = Math.max(poolNs, quota.perPeriodNs() + quota.burstNs());
      }
    }
    return periods * largestNs + machine.quotaChanges().size() * poolNs;
  }
}
