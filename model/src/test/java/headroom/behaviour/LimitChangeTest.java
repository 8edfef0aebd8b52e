package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.allocate;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.drop;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.CostProfile;
import headroom.model.go.DefaultProcessors;
import headroom.model.go.Goroutine;
import headroom.model.go.GoroutineBody;
import headroom.model.go.RuntimeSettings;
import headroom.model.go.collector.CollectorObserver;
import headroom.model.go.collector.CycleRecord;
import headroom.model.go.collector.MemorySettings;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;
import headroom.model.go.scheduler.Scheduler;
import headroom.model.go.scheduler.SchedulerAudit;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.kernel.MachineSettings.QuotaChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GOMAXPROCS follows a CPU limit that changes while the program runs. */
class LimitChangeTest {
  private static final long S = 1_000 * MS;

  /** When GOMAXPROCS became what, as "ns number". */
  private final List<String> changes = new ArrayList<>();

  private int before = -1;

  /**
   * Measured (Go 1.26, {@code probe/limit}, two cores, one busy goroutine and a limit that changes
   * at random instants): 0.05 to 1.01 s until GOMAXPROCS is another, 0.5 s in the mean: sysmon
   * looks once a second. Here the limit changes at twenty instants of a second.
   */
  @Test
  void itTakesUpToASecondUntilSysmonLooks() {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      changes.clear();
      before = -1;
      long atNs = 3 * S + i * S / 20;
      busy(8, 4, atNs + 2 * S, REFERENCE, 1, change(atNs, 1));
      assertThat(changes).hasSize(2).element(1).asString().endsWith(" 2");
      seconds.add((when(1) - atNs) / 1e9);
    }
    assertThat(seconds).allMatch(s -> s > 0 && s < 1.012);
    assertThat(seconds.stream().mapToDouble(s -> s).average().orElseThrow()).isBetween(0.45, 0.56);
  }

  /** All but the version, or the number, are as before: nothing changes. */
  @ParameterizedTest(name = "Go {0}, automatic {1}")
  @CsvSource({"1.24, true", "1.26, false"})
  void olderReleasesAndSetNumbersStay(String version, boolean automatic) {
    MachineSettings machine = machine(8, 4, change(2 * S, 1));
    run(
        machine,
        new RuntimeSettings(version, 8, automatic),
        REFERENCE,
        5 * S,
        harness -> endless(harness, 3));
    assertThat(changes).containsExactly("0 8");
  }

  /** 4, then 1 (two Ps), no limit (all eight cores), and 2.5, rounded up. */
  @Test
  void itGoesDownAndUp() {
    busy(
        8,
        4,
        10 * S,
        REFERENCE,
        3,
        change(2 * S, 1),
        new QuotaChange(4 * S, null),
        change(7 * S, 2.5));
    assertThat(changes.stream().map(c -> c.substring(c.indexOf(' ') + 1)))
        .containsExactly("4", "2", "8", "3");
  }

  /** A limit that is back before sysmon looks changes nothing. */
  @Test
  void aLimitThatIsBackAtOnceIsNotSeen() {
    busy(8, 4, 6 * S, REFERENCE, 1, change(2500 * MS, 1), change(2510 * MS, 4));
    assertThat(changes).containsExactly("0 4");
  }

  /**
   * While all Ps are idle sysmon sleeps: a program that does nothing from 10 ms to 5.5 s has two Ps
   * soon after, not before.
   */
  @Test
  void whoSleepsDoesNotLook() {
    run(
        machine(8, 4, change(2 * S, 1)),
        REFERENCE,
        7 * S,
        harness -> {
          Scheduler scheduler = harness.scheduler();
          harness.runnable(
              Script.once(
                  compute(10 * MS), sleep(scheduler, () -> 5_490 * MS), compute(1_000 * S)));
        });
    assertThat(changes).hasSize(2);
    assertThat(when(1)).isBetween(5_500 * MS, 5_520 * MS);
  }

  /** Also for a program that is throttled nearly all of the time. */
  @Test
  void whoIsThrottledLooksWhenItRuns() {
    busy(4, 4, 8 * S, REFERENCE, 4, change(2 * S, 0.05));
    assertThat(changes).hasSize(2).element(1).asString().endsWith(" 2");
    assertThat(when(1)).isBetween(2 * S, 3_300 * MS);
  }

  /**
   * Goroutines that compute, sleep, call and wake each other, a limit that goes down and up every
   * second or two, and an audit between all events: none is lost, all run on.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"reference", "ideal"})
  void noGoroutineIsLost(String profile) {
    CostProfile costs = profile.equals("ideal") ? CostProfile.ideal() : REFERENCE;
    List<QuotaChange> plan = new ArrayList<>();
    double[] limits = {1, 6, 0.7, 3, 8, 1.5, 5, 2};
    for (int i = 0; i < limits.length; i++) {
      plan.add(change(S + i * 1_300L * MS, limits[i]));
    }
    long[] turns = new long[60];
    RuntimeHarness run =
        run(
            machine(8, 5, plan.toArray(QuotaChange[]::new)),
            costs,
            13 * S,
            harness -> {
              Scheduler scheduler = harness.scheduler();
              SchedulerAudit audit = new SchedulerAudit(scheduler);
              harness.always(audit::check);
              List<GoroutineBody> bodies = new ArrayList<>();
              for (int i = 0; i < turns.length; i++) {
                int number = i;
                bodies.add(
                    Script.forever(
                        compute(harness.uniform(20 * US, 9 * MS)),
                        call(() -> turns[number]++),
                        number % 3 == 0
                            ? systemCall(scheduler, harness.uniform(10 * US, 12 * MS))
                            : sleep(scheduler, harness.uniform(50 * US, 30 * MS)),
                        Script.gosched()));
              }
              start(harness, bodies);
            });
    assertThat(changes).hasSizeGreaterThan(7);
    assertThat(Arrays.stream(turns).min().orElseThrow()).isGreaterThan(50);
    assertThat(run.scheduler().isConsistent()).isTrue();
    assertThat(run.scheduler().population().alive()).isEqualTo(turns.length);
  }

  /**
   * A heap of 400 MiB, half of it pointers, is marked for a second and more by a limit of one core:
   * what sysmon asks for during a cycle happens when it is over.
   */
  @Test
  void itWaitsForTheEndOfACycle() {
    Cycles observer = new Cycles();
    List<long[]> cycles = observer.times;
    MemorySettings memory =
        new MemorySettings(
            new PacerSettings(100, PacerSettings.NO_LIMIT),
            AllocationShape.of(400 << 20, 400_000, 0.5, 4),
            MemorySettings.SMALL_PROGRAM_GLOBALS,
            Long.MAX_VALUE);
    List<QuotaChange> plan = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      plan.add(change(2 * S + i * 1_700L * MS, i % 2 == 0 ? 0.6 : 3));
    }
    RuntimeHarness run =
        RuntimeHarness.run(
            machine(4, 3, plan.toArray(QuotaChange[]::new)),
            new RuntimeSettings("1.26", 3, true),
            REFERENCE,
            memory,
            observer,
            24 * S,
            harness -> {
              watch(harness);
              SchedulerAudit audit = new SchedulerAudit(harness.scheduler());
              harness.always(audit::check);
              List<GoroutineBody> bodies = new ArrayList<>();
              for (int i = 0; i < 6; i++) {
                bodies.add(
                    Script.forever(
                        allocate(
                            harness.collector(), AllocationShape.of(8 << 20, 4_000, 0.2, 4), 0.1),
                        drop(harness.collector()),
                        sleep(harness.scheduler(), () -> 2 * MS)));
              }
              start(harness, bodies);
            });
    assertThat(cycles).hasSizeGreaterThan(10);
    assertThat(changes).hasSizeGreaterThan(5);
    int waited = 0;
    for (int i = 1; i < changes.size(); i++) {
      long whenNs = when(i);
      assertThat(cycles).as(changes.get(i)).noneMatch(c -> c[0] < whenNs && whenNs < c[1]);
      waited += cycles.stream().anyMatch(c -> whenNs - c[1] >= 0 && whenNs - c[1] < MS) ? 1 : 0;
    }
    assertThat(waited).as("changes at the end of a cycle").isPositive();
    assertThat(run.collector().isConsistent()).isTrue();
  }

  /** When cycles began and were over, ns. */
  private static final class Cycles implements CollectorObserver {
    private final List<long[]> times = new ArrayList<>();

    @Override
    public void cycleBegan(long askedNs) {
      times.add(new long[] {askedNs, Long.MAX_VALUE});
    }

    @Override
    public void paused(long stoppingNs, long totalNs) {}

    @Override
    public void cycleEnded(CycleRecord cycle) {
      times.get(times.size() - 1)[1] =
          cycle.startNs() + cycle.firstPauseNs() + cycle.markNs() + cycle.secondPauseNs();
    }
  }

  private void busy(
      int cores,
      double limit,
      long lengthNs,
      CostProfile costs,
      int goroutines,
      QuotaChange... plan) {
    run(machine(cores, limit, plan), costs, lengthNs, harness -> endless(harness, goroutines));
  }

  private static void endless(RuntimeHarness harness, int goroutines) {
    for (int i = 0; i < goroutines; i++) {
      harness.runnable(Script.once(compute(1_000 * S)));
    }
  }

  private RuntimeHarness run(
      MachineSettings machine, CostProfile costs, long lengthNs, Consumer<RuntimeHarness> program) {
    int gomaxprocs = DefaultProcessors.of("1.26", machine);
    return run(machine, new RuntimeSettings("1.26", gomaxprocs, true), costs, lengthNs, program);
  }

  private RuntimeHarness run(
      MachineSettings machine,
      RuntimeSettings settings,
      CostProfile costs,
      long lengthNs,
      Consumer<RuntimeHarness> program) {
    return RuntimeHarness.run(
        machine,
        settings,
        costs,
        MemorySettings.SMALL,
        CollectorObserver.NOBODY,
        lengthNs,
        harness -> {
          watch(harness);
          program.accept(harness);
        });
  }

  /** The first goroutine starts another for each of {@code bodies}. */
  private static void start(RuntimeHarness harness, List<GoroutineBody> bodies) {
    List<Goroutine> goroutines = bodies.stream().map(harness::dead).toList();
    harness.runnable(
        Script.once(call(() -> goroutines.forEach(harness.scheduler()::ready)), compute(US)));
  }

  private void watch(RuntimeHarness harness) {
    harness.always(
        () -> {
          int now = harness.scheduler().system().gomaxprocs();
          if (now != before) {
            changes.add((before < 0 ? 0 : harness.now()) + " " + now);
            before = now;
          }
        });
  }

  private long when(int change) {
    String entry = changes.get(change);
    return Long.parseLong(entry.substring(0, entry.indexOf(' ')));
  }

  private static MachineSettings machine(int cores, double limit, QuotaChange... plan) {
    return new MachineSettings(cores, new Quota(limit, 100 * MS)).withQuotaChanges(List.of(plan));
  }

  private static QuotaChange change(long atNs, double cores) {
    return new QuotaChange(atNs, new Quota(cores, 100 * MS));
  }
}
