package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.stopTheWorld;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import headroom.model.metrics.MetricName;
import headroom.model.metrics.MetricNames;
import headroom.testing.RegisteredCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goroutines see of a CPU quota: behaviours Q1 to Q3, and stops of the world. */
class QuotaBehaviourTest {
  private static final int SEEDS = 8;

  private static final long SECOND = 1_000 * MS;
  private static final long PERIOD = 100 * MS;

  private static RuntimeHarness limited(
      int cores, double quota, int processors, Consumer<RuntimeHarness> program) {
    MachineSettings machine = new MachineSettings(cores, new Quota(quota, PERIOD));
    return RuntimeHarness.run(machine, processors, REFERENCE, 10 * SECOND, program);
  }

  /**
   * Q1, Q2: with m goroutines that always compute, a quota of q lasts q/m of a period, and then all
   * stand still. Half a core: one runs 50 ms and stops for 50, two run 25 ms and stop for 75. One
   * and a half on four cores: two Ps, the default, run 75 ms and stop for 25, four run 37.5 ms and
   * stop for 62.5.
   */
  @ParameterizedTest(name = "limit {1}, {2} Ps: {3} ms")
  @CsvSource({"2, 0.5, 1, 50", "2, 0.5, 2, 25", "4, 1.5, 2, 75", "4, 1.5, 4, 37.5"})
  void q1q2BusyGoroutinesUseTheQuotaUpAndStandStill(
      int cores, double quota, int busy, double onMs) {
    List<Goroutine> goroutines = new ArrayList<>();
    RuntimeHarness run =
        limited(
            cores,
            quota,
            busy,
            harness -> {
              for (int i = 0; i < busy; i++) {
                goroutines.add(harness.runnable(Script.forever(compute(SECOND))));
              }
            });
    double periods = 10.0 * SECOND / PERIOD;
    double ran = 0;
    for (Goroutine goroutine : goroutines) {
      ran += goroutine.timeInNs(TimeAccount.RUNNING, run.now());
    }
    assertThat(ran / busy / periods / MS).isCloseTo(onMs, within(1.0));
    List<Long> stops = stopsOf(goroutines.get(0), run);
    assertThat(stops.size()).isBetween(99, 101);
    double meanStop = stops.stream().mapToLong(Long::longValue).average().orElseThrow();
    assertThat(meanStop / MS).isCloseTo(100 - onMs, within(1.5));
  }

  /** For how long the quota stopped a goroutine each time. */
  private static List<Long> stopsOf(Goroutine goroutine, RuntimeHarness run) {
    List<Long> stops = new ArrayList<>();
    long since = -1;
    for (Stretch stretch : run.stretches()) {
      if (stretch.goroutine() != goroutine) {
        continue;
      }
      if (since >= 0) {
        stops.add(stretch.startNs() - since);
      }
      since = stretch.then() == TimeAccount.THROTTLED ? stretch.endNs() : -1;
    }
    return stops;
  }

  /**
   * Q1: beside a goroutine that uses half a core up, a request of 10 ms may come when all stand
   * still: they do so for half of the time or more, up to 75 ms at once.
   */
  @Test
  void q1ARequestWaitsForTheNextPeriod() {
    List<Long> took = new ArrayList<>();
    long[] since = new long[1];
    limited(
        2,
        0.5,
        2,
        harness -> {
          harness.runnable(Script.forever(compute(SECOND)));
          harness.runnable(
              Script.forever(
                  sleep(harness.scheduler(), harness.uniform(20 * MS, 120 * MS)),
                  call(() -> since[0] = harness.now()),
                  compute(10 * MS),
                  call(() -> took.add(harness.now() - since[0]))));
        });
    assertThat(took).hasSizeGreaterThan(50);
    long frozen = took.stream().filter(ns -> ns > 40 * MS).count();
    assertThat(frozen).isBetween(took.size() / 10L, took.size() / 2L);
    assertThat(took).allMatch(ns -> ns < 10 * MS + 80 * MS);
  }

  /**
   * Q3: eight goroutines that compute for 40 ms each, all at once and then not for 750 ms, use 320
   * ms each time and less than 0.4 cores in the mean of a limit of one. Four cores use the 100 ms
   * of a period up in 25 ms, so that each burst lasts for more than 200 ms instead of 80 and is
   * throttled in two periods or three in the mean: when they drift apart it is one, or four.
   */
  @Test
  void q3BurstsAreThrottledFarBelowTheQuotaInTheMean() {
    long throttledPeriods = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      RuntimeHarness run =
          RuntimeHarness.run(
              new MachineSettings(4, new Quota(1, PERIOD)),
              4,
              REFERENCE,
              seed,
              10 * SECOND,
              harness -> {
                for (int i = 0; i < 8; i++) {
                  harness.runnable(
                      Script.forever(sleep(harness.scheduler(), () -> 750 * MS), compute(40 * MS)));
                }
              });
      assertThat(run.scheduler().cpu().busyNs()).isBetween(3 * SECOND, 4 * SECOND);
      throttledPeriods += counted(run, MetricNames.THROTTLED_PERIODS);
      // one to four cores each time: goroutines do not end together
      assertThat(counted(run, MetricNames.THROTTLED_TIME)).isBetween(SECOND, 3 * SECOND);
    }
    assertThat(throttledPeriods / SEEDS).isBetween(20L, 30L);
  }

  private static long counted(RuntimeHarness run, MetricName name) {
    return RegisteredCounters.of(run.scheduler()::register).count(name);
  }

  /**
   * Beside a goroutine that uses half a core up, four compute for 0.5 ms between system calls of 10
   * ms. An idle core keeps 1 ms, so that one or two of them go on when the others stand still; who
   * returns to a core that has used that up returns in the next period.
   */
  @Test
  void aSystemCallReturnsWhenThereIsQuotaAgain() {
    List<Long> took = new ArrayList<>();
    List<Goroutine> callers = new ArrayList<>();
    RuntimeHarness run =
        limited(
            2,
            0.5,
            2,
            harness -> {
              harness.runnable(Script.forever(compute(SECOND)));
              for (int i = 0; i < 4; i++) {
                long[] since = new long[1];
                callers.add(
                    harness.runnable(
                        Script.forever(
                            compute(500 * US),
                            call(() -> since[0] = harness.now()),
                            systemCall(harness.scheduler(), 10 * MS),
                            call(() -> took.add(harness.now() - since[0])))));
              }
            });
    List<Long> late = took.stream().filter(ns -> ns > 30 * MS).toList();
    assertThat(late.size()).isBetween(100, 400);
    assertThat(late).allMatch(ns -> ns < 110 * MS);
    long called = 0;
    long throttled = 0;
    for (Goroutine caller : callers) {
      called += caller.timeInNs(TimeAccount.SYSCALL, run.now());
      throttled += caller.timeInNs(TimeAccount.THROTTLED, run.now());
    }
    assertThat((double) called / took.size() / MS).isCloseTo(10.2, within(0.5));
    assertThat((double) throttled).isGreaterThan(0.25 * 4 * 10 * SECOND);
  }

  /**
   * Stops of the world of 4 ms beside two goroutines that always compute. A stop that begins before
   * the quota is used up and would end after it lasts until the next period, 60 ms and more.
   */
  @Test
  void aStopOfTheWorldThatMeetsAThrottleLastsUntilThePeriodEnds() {
    List<Long> free = pauses(2.0);
    List<Long> limited = pauses(0.5);
    assertThat(free).hasSizeGreaterThan(400).allMatch(ns -> ns < 10 * MS);
    assertThat(limited).hasSizeGreaterThan(100);
    List<Long> met = limited.stream().filter(ns -> ns > 10 * MS).toList();
    assertThat(met.size()).isBetween(3, 60);
    assertThat(met).allMatch(ns -> ns > 50 * MS && ns < 90 * MS);
  }

  private static List<Long> pauses(double quota) {
    List<Long> pauses = new ArrayList<>();
    long[] since = new long[1];
    limited(
        2,
        quota,
        2,
        harness -> {
          harness.runnable(Script.forever(compute(SECOND)));
          harness.runnable(Script.forever(compute(SECOND)));
          harness.runnable(
              Script.forever(
                  sleep(harness.scheduler(), () -> 3 * MS),
                  call(() -> since[0] = harness.now()),
                  stopTheWorld(),
                  compute(4 * MS),
                  call(
                      () -> {
                        harness.scheduler().startTheWorld();
                        pauses.add(harness.now() - since[0]);
                      })));
        });
    return pauses;
  }
}
