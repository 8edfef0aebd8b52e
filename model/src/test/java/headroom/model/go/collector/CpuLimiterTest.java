package headroom.model.go.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps of Go 1.26 {@code runtime/mgclimit_test.go:TestGCCPULimiter}, with 14 Ps. */
class CpuLimiterTest {
  private static final int PROCESSORS = 14;
  private static final long US = 1_000;
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long CAPACITY = PROCESSORS * SECOND;

  private final CpuLimiter limiter = new CpuLimiter(0, PROCESSORS);
  private long now;

  private long after(long ns) {
    now += ns;
    return now;
  }

  /** {@code share} of all CPU in {@code ns} is the collector's; a quarter is the workers'. */
  private void collect(long ns, double share) {
    limiter.addAssist((long) ((share - 0.25) * ns * PROCESSORS));
    limiter.update(after(ns));
  }

  @BeforeEach
  void markingHasBegun() {
    limiter.update(after(10 * MS));
    limiter.update(after(3600 * SECOND));
    assertThat(limiter.fillNs()).isZero(); // the program alone fills nothing
    limiter.startTransition(true, after(109 * MS));
    limiter.finishTransition(after(2 * MS + US));
  }

  @Test
  void updatesAreDueAfterTenMilliseconds() {
    assertThat(limiter.needsUpdate(now + 5 * MS)).isFalse();
    assertThat(limiter.needsUpdate(now + 15 * MS)).isTrue();
  }

  /** The stop's 2.001 ms on 14 Ps; marking at a quarter then drains half of all CPU. */
  @Test
  void stopsFillAndProgramsDrain() {
    long filled = (2 * MS + US) * PROCESSORS;
    assertThat(limiter.fillNs()).isEqualTo(filled);
    limiter.update(after(2 * (filled - PROCESSORS) / PROCESSORS));
    assertThat(limiter.fillNs()).isEqualTo(PROCESSORS);
    limiter.update(after(28 * SECOND));
    assertThat(limiter.fillNs()).isZero();
  }

  @Test
  void halfOfTheCpuMovesNothing() {
    limiter.update(after(28 * SECOND));
    collect(10 * MS, 0.5);
    assertThat(limiter.fillNs()).isZero();
    collect(MS, 1);
    assertThat(limiter.fillNs()).isEqualTo(MS * PROCESSORS);
    assertThat(limiter.isLimiting()).isFalse();
  }

  private void fill() {
    limiter.update(after(28 * SECOND));
    collect(SECOND, 1);
    assertThat(limiter.fillNs()).isEqualTo(CAPACITY).isEqualTo(limiter.capacityNs());
    assertThat(limiter.isLimiting()).isTrue();
    assertThat(limiter.overflowNs()).isZero();
  }

  @Test
  void aFullBucketLimitsUntilThereIsRoom() {
    fill();
    assertThat(limiter.lastEnabledCycle()).isEqualTo(1);
    collect(SECOND, 0.5); // no change: still full, nothing runs over
    assertThat(limiter.isLimiting()).isTrue();
    assertThat(limiter.overflowNs()).isZero();
    collect(SECOND, 0.25); // 14 s of CPU: 3.5 fill, 10.5 drain
    assertThat(limiter.fillNs()).isEqualTo(CAPACITY / 2);
    assertThat(limiter.isLimiting()).isFalse();
  }

  @Test
  void whatRunsOverIsCounted() {
    fill();
    collect(SECOND, 0.25);
    collect(SECOND, 1);
    assertThat(limiter.overflowNs()).isEqualTo(CAPACITY / 2);
    limiter.addAssist((long) (0.75 * MS * PROCESSORS));
    limiter.startTransition(false, after(MS));
    assertThat(limiter.overflowNs()).isEqualTo(CAPACITY / 2 + MS * PROCESSORS);
    limiter.finishTransition(after(5 * MS));
    assertThat(limiter.overflowNs()).isEqualTo(CAPACITY / 2 + 6 * MS * PROCESSORS);
    assertThat(limiter.isLimiting()).isTrue();
  }

  /** Idle Ps neither fill nor drain. */
  @Test
  void idleTimeCountsForNobody() {
    limiter.addIdle(8 * SECOND);
    limiter.update(after(SECOND));
    // 14 - 8 = 6 s of CPU: 3.5 s taken as marking, 2.5 s as the program's: 1 s more in the bucket.
    assertThat(limiter.fillNs()).isEqualTo((2 * MS + US) * PROCESSORS + SECOND);
  }

  @Test
  void capacityFollowsTheProcessors() {
    fill();
    limiter.resetCapacity(now, PROCESSORS + 10);
    assertThat(limiter.fillNs()).isEqualTo(CAPACITY);
    assertThat(limiter.isLimiting()).isFalse();
    limiter.resetCapacity(now, PROCESSORS - 10);
    assertThat(limiter.fillNs()).isEqualTo(4 * SECOND);
    assertThat(limiter.isLimiting()).isTrue();
    assertThat(limiter.overflowNs()).isZero();
  }

  /** The limiter that comes on in the second cycle names it. */
  @Test
  void theCycleIsRemembered() {
    assertThat(limiter.lastEnabledCycle()).isZero();
    limiter.startTransition(false, after(MS));
    limiter.finishTransition(after(MS));
    limiter.startTransition(true, after(MS));
    limiter.finishTransition(after(MS));
    fill();
    assertThat(limiter.lastEnabledCycle()).isEqualTo(2);
  }
}
