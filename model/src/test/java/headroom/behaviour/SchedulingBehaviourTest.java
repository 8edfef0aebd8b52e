package headroom.behaviour;

import static headroom.behaviour.RuntimeHarness.EVEN_WAKE_UPS;
import static headroom.behaviour.RuntimeHarness.MS;
import static headroom.behaviour.RuntimeHarness.REFERENCE;
import static headroom.behaviour.RuntimeHarness.US;
import static headroom.behaviour.Script.call;
import static headroom.behaviour.Script.compute;
import static headroom.behaviour.Script.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.behaviour.RuntimeHarness.Stretch;
import headroom.model.go.GoroutineBody;
import headroom.model.go.sync.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Slices and preemption on one P. */
class SchedulingBehaviourTest {
  /** Two periods of sysmon at rest: 2 * (10 ms + 140 us of a long sleep's overhead), ns. */
  private static final long SLOW_SLICE_NS = 20_280_000;

  /** After a start sysmon is at its 10 ms period from 26.6 ms on. */
  private static final long SETTLED_NS = 60 * MS;

  /** What a change of goroutines takes; a burst that is cut has two or more, ns. */
  private static final long SWITCH_NS = 185;

  @Test
  @DisplayName("S1: bursts below 10 ms are never cut and complete in the order of the queue")
  void burstsBelowTenMillisecondsRunToCompletionInOrder() {
    List<Integer> ended = new ArrayList<>();
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            REFERENCE,
            200 * MS,
            harness -> {
              for (int i = 0; i < 20; i++) {
                int number = i;
                // 0.5, 1.0 ... 9.5, 9.9 ms
                long burst = Math.min(500 * US * (i + 1), 9_900 * US);
                harness.runnable(Script.once(compute(burst), call(() -> ended.add(number))));
              }
            });
    assertThat(ended).isEqualTo(IntStream.range(0, 20).boxed().toList());
    assertThat(run.scheduler().preemptions()).isZero();
    assertThat(run.stretches()).hasSize(20);
  }

  @Test
  @DisplayName("S2: endless goroutines share a P in turn, in slices of 20.2 ms")
  void endlessGoroutinesTakeTurnsOfTwentyMilliseconds() {
    RuntimeHarness run =
        RuntimeHarness.run(
            1,
            1,
            REFERENCE,
            3_000 * MS,
            harness -> IntStream.range(0, 4).forEach(i -> harness.runnable(endless())));
    List<Stretch> settled = run.stretchesFrom(SETTLED_NS);
    assertThat(settled).hasSizeGreaterThan(100);
    for (int i = 0; i < settled.size(); i++) {
      // a cut is one signal after a tick; seen at the next tick, cut at the one after: 20.28 ms
      assertThat(settled.get(i).lengthNs() / 1e6).isBetween(20.2, 20.5);
      assertThat(settled.get(i).goroutine().id).isEqualTo((settled.get(0).goroutine().id + i) % 4);
    }
  }

  @Test
  @DisplayName("S2: at the global tail behind n endless goroutines one waits n - 1 to n slices")
  void arrivalAtTheGlobalTailWaitsForEveryOther() {
    int n = 3;
    int arrivals = 400;
    long[] waits = new long[arrivals];
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        SETTLED_NS + (arrivals + 1) * 100L * MS,
        harness -> {
          IntStream.range(0, n).forEach(i -> harness.runnable(endless()));
          for (int i = 0; i < arrivals; i++) {
            int number = i;
            // 100 ms apart, so that each has passed before the next, at a random phase
            long at = SETTLED_NS + i * 100L * MS + harness.uniform(0, 30 * MS).getAsLong();
            harness.at(
                at,
                () ->
                    harness.runnable(Script.once(call(() -> waits[number] = harness.now() - at))));
          }
        });
    // in every 61st slice the head of the global queue goes before the local one, which lets a few
    // pass and puts the one that was just preempted before a few others; the rest, sorted:
    long[] sorted =
        LongStream.of(waits)
            .filter(wait -> wait > (n - 1) * SLOW_SLICE_NS - MS)
            .filter(wait -> wait < n * SLOW_SLICE_NS + MS / 10)
            .sorted()
            .toArray();
    assertThat(sorted.length).isGreaterThan(arrivals * 95 / 100);
    assertThat(sorted[0]).isBetween((n - 1) * SLOW_SLICE_NS, (n - 1) * SLOW_SLICE_NS + MS);
    assertThat(sorted[sorted.length - 1])
        .isBetween(n * SLOW_SLICE_NS - MS, n * SLOW_SLICE_NS + MS / 10);
    // uniform over a slice of 20.3 ms: standard error 20.3/sqrt(12 * 400) = 0.29 ms
    assertThat(LongStream.of(sorted).average().orElseThrow() / 1e6)
        .isCloseTo((n - 0.5) * 20.3, within(4 * 20.3 / Math.sqrt(12.0 * arrivals)));
  }

  @Test
  @DisplayName("S3: a slice that begins when sysmon has just begun afresh is cut after 11.3 ms")
  void sliceAtAFreshStartOfSysmonIsCutAfterElevenMilliseconds() {
    // ticks after the start at 8.613 and 11.262 ms; seen at once, so 10 ms later is the tick at
    // 11.262 ms; sysmon starts 0.059 ms late by its own wake-up, and the signal takes 0.020 ms
    assertThat(sliceAfterFreshStart(0) / 1e6).isCloseTo(11.341, within(0.01));
  }

  @Test
  @DisplayName("S3: slices that begin later lie between 10 and 20.2 ms, as sysmon backs off")
  void slicesWhileSysmonBacksOffLieBetweenTenAndTwentyMilliseconds() {
    // cut at the first tick 10 ms after the first sight; ticks at ... 5.559, 5.688, 5.857, 6.106,
    // 6.515, 7.244, 8.613, 11.262, 16.471, 26.611 ms, each 0.059 + 0.020 ms later, as above
    assertThat(sliceAfterFreshStart(1 * MS) / 1e6).isCloseTo(11.341 - 1, within(0.01));
    assertThat(sliceAfterFreshStart(2 * MS) / 1e6).isCloseTo(16.550 - 2, within(0.01));
    assertThat(sliceAfterFreshStart(6 * MS) / 1e6).isCloseTo(16.550 - 6, within(0.01));
    assertThat(sliceAfterFreshStart(7 * MS) / 1e6).isCloseTo(26.690 - 7, within(0.01));
    assertThat(sliceAfterFreshStart(9 * MS) / 1e6).isCloseTo(26.690 - 9, within(0.01));
  }

  /**
   * An idle process reads a message, computes for {@code beforeNs}, and leaves its P to endless
   * goroutines in the global queue: how long the first slice of these is, ns.
   */
  private static long sliceAfterFreshStart(long beforeNs) {
    RuntimeHarness run =
        RuntimeHarness.run(
            2,
            1,
            EVEN_WAKE_UPS,
            400 * MS,
            harness ->
                harness.runnable(
                    Script.once(
                        read(harness.scheduler(), () -> 200 * MS),
                        call(() -> harness.runnable(endless())),
                        call(() -> harness.runnable(endless())),
                        compute(beforeNs + 1))));
    assertThat(run.stretches().get(0).startNs()).isGreaterThan(200 * MS);
    return run.stretches().get(1).lengthNs();
  }

  @Test
  @DisplayName("S4: at a random phase 9 ms are never cut, 15 ms in half of the cases, 21 ms always")
  void burstOfFifteenMillisecondsSurvivesInHalfOfTheCases() {
    int bursts = 1_000;
    assertThat(uncutShare(9 * MS, bursts)).isEqualTo(1);
    assertThat(uncutShare(21 * MS, bursts)).isZero();
    // a slice lasts until the next tick, 0 to 10.140 ms, and 10.140 + 0.020 ms more, so 15 ms
    // survive with the probability 1 - (15 - 10.160) / 10.140 = 0.523
    double share = 1 - (15 - 10.160) / 10.140;
    double standardError = Math.sqrt(share * (1 - share) / bursts);
    assertThat(uncutShare(15 * MS, bursts)).isCloseTo(share, within(4 * standardError));
  }

  /** The share of {@code bursts} that are not cut beside goroutines that compute 1 to 4 ms. */
  private static double uncutShare(long burstNs, int bursts) {
    List<Long> lengths = new ArrayList<>();
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        SETTLED_NS + bursts * 80L * MS,
        harness -> {
          for (int i = 0; i < 3; i++) {
            harness.runnable(
                Script.forever(compute(harness.uniform(MS, 4 * MS)), Script.gosched()));
          }
          for (int i = 0; i < bursts; i++) {
            // at the next cut or burst's end after a random instant
            long at = SETTLED_NS + i * 80L * MS + harness.uniform(0, 20 * MS).getAsLong();
            long[] began = new long[1];
            harness.at(
                at,
                () ->
                    harness.runnable(
                        Script.once(
                            call(() -> began[0] = harness.now()),
                            compute(burstNs),
                            call(() -> lengths.add(harness.now() - began[0])))));
          }
        });
    assertThat(lengths).hasSize(bursts);
    return lengths.stream().filter(length -> length < burstNs + 2 * SWITCH_NS).count()
        / (double) bursts;
  }

  @Test
  @DisplayName("S6: two goroutines that hand over to each other are preempted as one slice")
  void pingPongIsPreemptedAsOneSlice() {
    List<Long> waits = new ArrayList<>();
    long[] rounds = new long[1];
    RuntimeHarness.run(
        1,
        1,
        REFERENCE,
        4_000 * MS,
        harness -> {
          Channel<Long> ball = new Channel<>(harness.scheduler(), Long.class, 0);
          harness.runnable(
              Script.forever(
                  compute(50 * US),
                  self -> {
                    if (ball.trySend(rounds[0]++)) {
                      return null;
                    }
                    ball.parkSender(self, rounds[0]);
                    return GoroutineBody.Action.PARK;
                  }));
          harness.runnable(
              Script.forever(
                  self -> {
                    if (ball.takeHanded(self) != null || ball.tryReceive() != null) {
                      self.demandNs = 50 * US;
                      return GoroutineBody.Action.COMPUTE;
                    }
                    ball.parkReceiver(self);
                    return GoroutineBody.Action.PARK;
                  }));
          long[] since = new long[1];
          harness.runnable(
              Script.forever(
                  call(() -> waits.add(harness.now() - since[0])),
                  compute(harness.uniform(US, 9 * MS)),
                  call(() -> since[0] = harness.now()),
                  Script.gosched()));
        });
    List<Long> settled = waits.subList(5, waits.size());
    assertThat(settled).hasSizeGreaterThan(150);
    // a slice of 10.160 to 20.300 ms and one hand-over more; but when the slice's number is a
    // multiple of 61 the global queue goes first, be it the third one or who was just preempted
    long oneSlice = settled.stream().filter(wait -> wait >= 10 * MS && wait <= 20.5 * MS).count();
    assertThat((double) oneSlice / settled.size()).isGreaterThan(1 - 4 / 61.0);
    assertThat(settled).allSatisfy(wait -> assertThat(wait / 1e6).isLessThan(2 * 20.3));
    // 20 hand-overs of 50 us in each ms that the third one waits
    double waitedMs = waits.stream().mapToLong(Long::longValue).sum() / 1e6;
    assertThat(rounds[0]).isGreaterThan((long) (waitedMs * 9));
  }

  private static Script endless() {
    return Script.forever(compute(1_000_000 * MS));
  }
}
