package headroom.model.go.collector;

import static headroom.model.go.collector.PacedProgram.Series.constant;
import static headroom.model.go.collector.PacedProgram.Series.noise;
import static headroom.model.go.collector.PacedProgram.Series.peak;
import static headroom.model.go.collector.PacedProgram.Series.ramp;
import static headroom.model.go.collector.PacedProgram.Series.sine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.model.go.collector.PacedProgram.Cycle;
import headroom.model.go.collector.PacedProgram.Series;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of Go 1.26 {@code runtime/mgcpacer_test.go:TestGcPacer}, under their names there and
 * with their limits; random series have the same range, not the same values.
 */
class PacedProgramTest {
  private static final long MIB = 1 << 20;
  private static final Offset<Double> CLOSE = within(0.005);
  private static final Series DOUBLING = constant(2).plus(ramp(-1, 12));
  private static final Series SMALL_STACKS = constant(8192);

  private static PacedProgram program(Series allocRate, Series growth, int cycles) {
    return program(100, PacerSettings.NO_LIMIT, allocRate, growth, cycles);
  }

  private static PacedProgram program(
      int gogc, long limit, Series allocRate, Series growth, int cycles) {
    PacerSettings settings = new PacerSettings(gogc, limit);
    return new PacedProgram(
        settings, 32 << 10, allocRate, constant(1024), growth, constant(1), SMALL_STACKS, cycles);
  }

  private static void settles(List<Cycle> cycles, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(cycles.get(i).goalRatio()).as("goal, %d", i).isBetween(0.95, 1.05);
      assertThat(cycles.get(i).utilization())
          .as("utilization, %d", i)
          .isCloseTo(cycles.get(i - 1).utilization(), CLOSE);
    }
  }

  private static void takesItsGoal(List<Cycle> cycles, int from) {
    for (Cycle cycle : cycles.subList(from, cycles.size())) {
      assertThat(cycle.utilization()).isCloseTo(0.25, CLOSE);
    }
  }

  @Test
  void steady() {
    List<Cycle> cycles = program(constant(33), DOUBLING, 50).run();
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }

  @Test
  void steadyBigStacks() {
    List<Cycle> cycles =
        new PacedProgram(
                PacerSettings.DEFAULT,
                32 << 10,
                constant(132),
                constant(1024),
                DOUBLING,
                constant(1),
                constant(2048).plus(ramp(128 * MIB, 8)),
                50)
            .run();
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }

  @Test
  void steadyBigGlobals() {
    List<Cycle> cycles =
        new PacedProgram(
                PacerSettings.DEFAULT,
                128 * MIB,
                constant(132),
                constant(1024),
                DOUBLING,
                constant(1),
                SMALL_STACKS,
                50)
            .run();
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }

  @ParameterizedTest(name = "to {0}")
  @ValueSource(ints = {66, 330})
  void stepAlloc(int step) {
    Series rate = constant(33).plus(ramp(step, 1).delayed(50));
    List<Cycle> cycles = program(rate, DOUBLING, 100).run();
    settles(cycles, 24, 49);
    settles(cycles, 74, 100);
  }

  @Test
  void stepScannableFrac() {
    List<Cycle> cycles =
        new PacedProgram(
                PacerSettings.DEFAULT,
                32 << 10,
                constant(128),
                constant(1024),
                DOUBLING,
                constant(0.2).plus(peak(0.5).delayed(50)),
                SMALL_STACKS,
                100)
            .run();
    settles(cycles, 24, 49);
    settles(cycles, 74, 100);
  }

  @Test
  void highGogc() {
    Series growth = DOUBLING.plus(noise(0.01, 1)).plus(peak(14).delayed(25));
    Series rate = constant(165).plus(noise(7, 0x53));
    List<Cycle> cycles = program(1500, PacerSettings.NO_LIMIT, rate, growth, 50).run();
    for (int i = 12; i < 50; i++) {
      // In the 26th cycle the heap grows fifteenfold: beyond the goal, but not beyond the next.
      assertThat(cycles.get(i).goalRatio()).isBetween(0.9, i == 25 ? 15 : 1.05);
      assertThat(cycles.get(i).utilization()).isCloseTo(0.25, within(0.28));
      assertThat(cycles.get(i).utilization())
          .isCloseTo(cycles.get(i - 1).utilization(), within(0.03));
    }
    assertThat(cycles.get(25).goalRatio()).isGreaterThan(1.05);
  }

  @Test
  void oscAlloc() {
    List<Cycle> cycles = program(constant(67).plus(sine(13, 8)), DOUBLING, 50).run();
    for (Cycle cycle : cycles.subList(12, 50)) {
      assertThat(cycle.goalRatio()).isBetween(0.95, 1.05);
      assertThat(cycle.utilization()).isBetween(0.25, 0.3);
    }
  }

  @Test
  void jitterAlloc() {
    Series growth = DOUBLING.plus(noise(0.01, 0xe));
    List<Cycle> cycles = program(constant(132).plus(noise(13, 0xf)), growth, 50).run();
    for (Cycle cycle : cycles.subList(12, 50)) {
      assertThat(cycle.goalRatio()).isBetween(0.95, 1.025);
      assertThat(cycle.utilization()).isBetween(0.25, 0.275);
    }
  }

  @Test
  void heavyJitterAlloc() {
    Series growth = DOUBLING.plus(noise(0.01, 0x152));
    List<Cycle> cycles = program(constant(330).plus(noise(33, 0)), growth, 50).run();
    for (int i = 13; i < 50; i++) {
      assertThat(cycles.get(i).goalRatio()).isBetween(0.95, 1.05);
      double utilization = cycles.get(i).utilization();
      assertThat(utilization).isCloseTo(cycles.get(i - 1).utilization(), within(0.05));
      assertThat(utilization).isCloseTo(cycles.get(11).utilization(), within(0.05));
    }
  }

  private static List<Cycle> slow(Series growth) {
    return new PacedProgram(
            PacerSettings.DEFAULT,
            32 << 10,
            constant(1),
            constant(2048),
            growth,
            constant(0.01),
            SMALL_STACKS,
            50)
        .run();
  }

  @ParameterizedTest(name = "heap grows {0} times")
  @CsvSource({"3, 4", "8, 9"})
  void smallAndMediumHeapSlowAlloc(int growing, int settled) {
    List<Cycle> cycles = slow(constant(2).plus(ramp(-1, growing)));
    for (Cycle cycle : cycles.subList(settled, 50)) {
      assertThat(cycle.goalRatio()).isBetween(0.925, 1.025);
      assertThat(cycle.triggerRatio()).isBetween(0.925, 0.975);
    }
    takesItsGoal(cycles, 25);
  }

  @Test
  void largeHeapSlowAlloc() {
    List<Cycle> cycles = slow(constant(4).plus(ramp(-3, 12)));
    for (Cycle cycle : cycles.subList(13, 50)) {
      assertThat(cycle.goalRatio()).isBetween(0.95, 1.05);
      assertThat(cycle.runway()).isBetween(4 * MIB - (64 << 10), 4 * MIB + (64 << 10));
    }
    takesItsGoal(cycles, 25);
  }

  private static final long LIMIT = 512 * MIB;

  /** 512 MiB less 3 %: 536,870,912 - 3 * 5,368,709. */
  private static final long LIMIT_GOAL = 520_764_785;

  private static List<Cycle> limited(int gogc, Series growth) {
    return program(gogc, LIMIT, constant(33), growth, 50).run();
  }

  @Test
  void steadyMemoryLimit() {
    List<Cycle> cycles = limited(100, DOUBLING);
    assertThat(cycles).allSatisfy(cycle -> assertThat(cycle.peak()).isLessThan(LIMIT_GOAL));
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }

  @Test
  void steadyMemoryLimitNoGcPercent() {
    List<Cycle> cycles = limited(PacerSettings.OFF, DOUBLING);
    assertThat(cycles).allSatisfy(cycle -> assertThat(cycle.goal()).isEqualTo(LIMIT_GOAL));
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }

  @ParameterizedTest(name = "GOGC {0}")
  @ValueSource(ints = {100, PacerSettings.OFF})
  void exceedMemoryLimit(int gogc) {
    List<Cycle> cycles = limited(gogc, constant(3.5).plus(ramp(-2.5, 12)));
    if (gogc == PacerSettings.OFF) {
      assertThat(cycles.subList(0, 9)).allMatch(cycle -> cycle.goal() == LIMIT_GOAL);
    }
    assertThat(cycles.subList(12, 50)).allMatch(cycle -> cycle.goal() == cycle.marked());
    for (int i = 24; i < 50; i++) {
      // The limiter, not the pacer, keeps this below half of the CPU.
      assertThat(cycles.get(i).utilization()).isCloseTo(1, CLOSE);
    }
  }

  @ParameterizedTest(name = "GOGC {0}")
  @ValueSource(ints = {100, PacerSettings.OFF})
  void maintainMemoryLimit(int gogc) {
    List<Cycle> cycles = limited(gogc, constant(3).plus(ramp(-2, 12)));
    assertThat(cycles.subList(gogc == PacerSettings.OFF ? 0 : 12, 50))
        .allMatch(cycle -> cycle.goal() == LIMIT_GOAL);
    settles(cycles, 24, 50);
    takesItsGoal(cycles, 24);
  }
}
