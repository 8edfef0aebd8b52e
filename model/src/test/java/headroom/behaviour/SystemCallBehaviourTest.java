package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.cgo;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.sleep;
import static headroom.behaviour.Script.systemCall;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.model.cost.CostProfile;
import headroom.model.go.Goroutine;
import headroom.model.go.ProcessExit;
import headroom.model.go.TimeAccount;
import headroom.model.go.scheduler.SchedulerAudit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * System calls and calls into C. Measured figures are of Go 1.26.8 on the reference machine, where
 * sysmon ticks every 109 us when fast and every 10.1 ms when slow.
 */
class SystemCallBehaviourTest {

  /** Measured with sysmon fast: 23, 84, 105 and 170 us (minimum, p50, p90, maximum). */
  @Test
  void b1ProcessorIsLostAtTheSecondTickIfSysmonIsFast() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            30 * MS,
            h -> {
              h.runnable(
                  Script.once(compute(10 * US), systemCall(h.scheduler(), 5 * MS), compute(MS)));
              h.runnable(Script.once(compute(MS)));
            });
    Stretch other = run.stretches().get(1);
    // two ticks and the wake-up of an M
    assertThat(other.startNs() - run.stretches().get(0).endNs()).isBetween(23 * US, 330 * US);
    assertThat(run.scheduler().threads()).isEqualTo(3);
  }

  /**
   * The call of a goroutine that has computed for a while begins in a slice that sysmon has seen.
   * Measured after 100 ms of computing: the other starts after 1.6, 9.9, 17.1 and 19.2 ms (minimum,
   * p50, p90, maximum), the call taking 50 ms.
   */
  @Test
  void b1ProcessorIsLostLateIfSysmonIsSlow() {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long computingNs = 100 * MS + i * 101L * US;
      RuntimeHarness run =
          RuntimeHarness.run(
              2,
              1,
              EVEN_WAKE_UPS,
              400 * MS,
              h -> {
                Goroutine other = h.dead(Script.once(compute(MS)));
                h.runnable(
                    Script.once(
                        compute(computingNs),
                        call(() -> h.scheduler().ready(other)),
                        systemCall(h.scheduler(), 50 * MS)));
              });
      List<Stretch> stretches = run.stretches();
      Stretch last = stretches.get(stretches.size() - 1);
      long callNs = stretches.get(stretches.size() - 2).endNs();
      assertThat(last.lengthNs()).isBetween(MS, MS + 10 * US);
      delays.add(last.startNs() - callNs);
    }
    delays.sort(null);
    assertThat(delays.get(0)).isLessThan(2 * MS);
    assertThat(delays.get(100)).isBetween(7 * MS, 13 * MS);
    assertThat(delays.get(199)).isBetween(16 * MS, 21 * MS);
  }

  /** Nobody waits, another P is idle. */
  @Test
  void b2ProcessorIsKeptForTenMillisecondsIfNobodyWantsIt() {
    AtomicLong freeNs = new AtomicLong();
    RuntimeHarness.run(
        2,
        2,
        EVEN_WAKE_UPS,
        60 * MS,
        h -> {
          h.runnable(Script.once(compute(10 * US), systemCall(h.scheduler(), 50 * MS)));
          SchedulerAudit audit = new SchedulerAudit(h.scheduler());
          h.always(
              () -> {
                if (freeNs.get() == 0 && h.now() > MS && audit.idleProcessors() == 2) {
                  freeNs.set(h.now());
                }
              });
        });
    assertThat(freeNs.get()).isBetween(10 * MS, 20 * MS);
  }

  /**
   * Calls of 10 us end before sysmon's second tick comes, so the other goroutine waits as long as
   * the slice lasts: 10 ms or more.
   */
  @Test
  void b3ShortCallsNeverLoseTheProcessor() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            10 * MS,
            h -> {
              h.runnable(Script.forever(compute(20 * US), systemCall(h.scheduler(), 10 * US)));
              h.runnable(Script.once(compute(MS)));
            });
    assertThat(run.stretches()).allMatch(s -> s.goroutine().id == 0).hasSizeGreaterThan(100);
    assertThat(run.scheduler().threads()).isEqualTo(2);
  }

  /** A call of 30 ms returns while the only P computes for the other goroutine. */
  @Test
  void b4ReturnFromACallJoinsTheGlobalQueue() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            200 * MS,
            h -> {
              h.runnable(Script.once(systemCall(h.scheduler(), 30 * MS), compute(MS)));
              for (int i = 0; i < 3; i++) {
                h.runnable(Script.once(compute(9 * MS)));
              }
              for (int i = 0; i < 4; i++) {
                h.at(25 * MS + i, () -> h.runnable(Script.once(compute(9 * MS))));
              }
            });
    Stretch last = run.stretches().get(run.stretches().size() - 1);
    assertThat(last.goroutine().id).isZero();
    // retaken after about 0.3 ms, then seven of 9 ms, four of which were queued before the return
    assertThat(last.startNs()).isBetween(63 * MS, 64 * MS);
  }

  @Test
  void b5EveryConcurrentCallNeedsAThread() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            2_000 * MS,
            h -> {
              for (int i = 0; i < 100; i++) {
                h.runnable(Script.once(systemCall(h.scheduler(), 1_000 * MS)));
              }
            });
    assertThat(run.scheduler().threads()).isBetween(101, 100 + 2 + 3);
  }

  @Test
  void b5MoreThanTenThousandThreadsEndTheProcess() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            20_000 * MS,
            h -> {
              for (int i = 0; i < 10_100; i++) {
                h.runnable(Script.once(systemCall(h.scheduler(), 30_000 * MS)));
              }
            });
    ProcessExit exit = Objects.requireNonNull(run.scheduler().processExit());
    assertThat(exit.words())
        .isEqualTo("runtime: program exceeds 10000-thread limit\nfatal error: thread exhaustion");
    // all Ms but two are in calls, sysmon is none of them
    assertThat(exit.goroutines().get("syscall")).isBetween(9_996, 9_999);
  }

  /** Three threads on two cores: they take turns of 4 ms, a tick of the kernel. */
  @Test
  void b6CallIntoCRunsBesideAllProcessors() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            2,
            EVEN_WAKE_UPS,
            300 * MS,
            h -> {
              Goroutine inC = h.dead(Script.once(cgo(h.scheduler(), 100 * MS)));
              Goroutine inGo = h.dead(Script.once(compute(100 * MS)));
              h.runnable(
                  Script.once(
                      call(() -> h.scheduler().ready(inC)),
                      call(() -> h.scheduler().ready(inGo)),
                      compute(100 * MS)));
            });
    long descheduled =
        run.stretches().stream().filter(s -> s.then() == TimeAccount.DESCHEDULED).count();
    assertThat(descheduled).isGreaterThan(5);
    // 300 ms of work on two cores end after 150 ms or little more
    Stretch last = run.stretches().get(run.stretches().size() - 1);
    assertThat(last.endNs()).isBetween(150 * MS, 160 * MS);
  }

  /**
   * S3: a goroutine that makes calls of 2 ms keeps sysmon fast by its retakes. Measured with such a
   * goroutine beside the spinning ones: slices of 10.05, 15.3 and 20.4 ms (minimum, p50, maximum).
   */
  @Test
  void s3RetakesShortenTheSlices() {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            2_000 * MS,
            h -> {
              h.runnable(Script.forever(compute(1_000 * MS)));
              h.runnable(Script.forever(compute(1_000 * MS)));
              h.runnable(Script.forever(compute(20 * US), systemCall(h.scheduler(), 2 * MS)));
            });
    long[] slices =
        run.stretchesFrom(100 * MS).stream()
            .filter(s -> s.then() == TimeAccount.RUNNABLE)
            .mapToLong(Stretch::lengthNs)
            .sorted()
            .toArray();
    assertThat(slices.length).isGreaterThan(50);
    assertThat(slices[0]).isGreaterThan(10 * MS);
    assertThat(slices[slices.length / 2]).isBetween(10 * MS, 17 * MS);
    assertThat(slices[slices.length - 1]).isLessThan(21 * MS);
  }

  /** Random calls and bursts on few Ps: nothing is lost, and nobody waits beside an idle P. */
  @Test
  void auditHoldsWithCallsOfAllLengths() {
    for (int cores : new int[] {1, 2, 4}) {
      for (int gomaxprocs : new int[] {1, 2, 5}) {
        RuntimeHarness run =
            RuntimeHarness.run(
                cores,
                gomaxprocs,
                REFERENCE,
                500 * MS,
                h -> {
                  SchedulerAudit audit = new SchedulerAudit(h.scheduler());
                  h.always(audit::check);
                  for (int i = 0; i < 8; i++) {
                    Goroutine caller =
                        h.dead(
                            Script.forever(
                                compute(h.uniform(US, 3 * MS)),
                                systemCall(h.scheduler(), h.uniform(US, MS)),
                                compute(h.uniform(US, 100 * US)),
                                systemCall(h.scheduler(), h.uniform(US, 30 * MS)),
                                cgo(h.scheduler(), h.uniform(US, 2 * MS)),
                                sleep(h.scheduler(), h.uniform(US, 2 * MS))));
                    h.runnable(Script.once(call(() -> h.scheduler().ready(caller))));
                  }
                });
        assertThat(run.scheduler().isConsistent()).isTrue();
        assertThat(run.stretches().size()).isGreaterThan(100);
      }
    }
  }

  /** Calls of the ideal profile hand the P off at once and take their duration and nothing else. */
  @Test
  void idealCallsTakeNothingButTheirDuration() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            CostProfile.ideal(),
            100 * MS,
            h -> {
              h.runnable(Script.once(systemCall(h.scheduler(), 5 * MS), compute(MS)));
              h.runnable(Script.once(compute(2 * MS)));
            });
    long[][] expected = {{0, 2 * MS}, {5 * MS, 6 * MS}};
    long[][] seen =
        run.stretches().stream()
            .map(s -> new long[] {s.startNs(), s.endNs()})
            .filter(s -> s[1] > s[0])
            .toArray(long[][]::new);
    assertThat(Arrays.deepToString(seen)).isEqualTo(Arrays.deepToString(expected));
  }
}
