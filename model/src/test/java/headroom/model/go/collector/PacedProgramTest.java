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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cases of Go 1.26 {@code runtime/mgcpacer_test.go:TestGcPacer}, under their names there: those
 * without random numbers against what the runtime's pacer printed, cycle by cycle, the others with
 * the runtime's own limits and random series of the same range.
 */
class PacedProgramTest {
  private static final Path TABLE = Path.of("src/test/resources/reference/pacer/mgcpacer_test.csv");
  private static final long MIB = 1 << 20;
  private static final Series DOUBLING = constant(2).plus(ramp(-1, 12));

  private enum Case {
    Steady(100, 0, constant(33), DOUBLING),
    SteadyBigStacks(
        new PacedProgram(
            PacerSettings.DEFAULT,
            32 << 10,
            constant(132),
            constant(1024),
            DOUBLING,
            constant(1),
            constant(2048).plus(ramp(128 * MIB, 8)),
            50)),
    SteadyBigGlobals(
        new PacedProgram(
            PacerSettings.DEFAULT,
            128 * MIB,
            constant(132),
            constant(1024),
            DOUBLING,
            constant(1),
            constant(8192),
            50)),
    StepAlloc(step(constant(33).plus(ramp(66, 1).delayed(50)), constant(1))),
    HeavyStepAlloc(step(constant(33).plus(ramp(330, 1).delayed(50)), constant(1))),
    StepScannableFrac(step(constant(128), constant(0.2).plus(peak(0.5).delayed(50)))),
    OscAlloc(100, 0, constant(67).plus(sine(13, 8)), DOUBLING),
    SmallHeapSlowAlloc(slow(constant(2).plus(ramp(-1, 3)))),
    MediumHeapSlowAlloc(slow(constant(2).plus(ramp(-1, 8)))),
    LargeHeapSlowAlloc(slow(constant(4).plus(ramp(-3, 12)))),
    SteadyMemoryLimit(100, 512, constant(33), DOUBLING),
    SteadyMemoryLimitNoGCPercent(-1, 512, constant(33), DOUBLING),
    ExceedMemoryLimit(100, 512, constant(33), constant(3.5).plus(ramp(-2.5, 12))),
    ExceedMemoryLimitNoGCPercent(-1, 512, constant(33), constant(3.5).plus(ramp(-2.5, 12))),
    MaintainMemoryLimit(100, 512, constant(33), constant(3).plus(ramp(-2, 12))),
    MaintainMemoryLimitNoGCPercent(-1, 512, constant(33), constant(3).plus(ramp(-2, 12)));

    @SuppressWarnings("ImmutableEnumChecker") // a series depends on nothing but the cycle
    private final PacedProgram program;

    Case(PacedProgram program) {
      this.program = program;
    }

    Case(int gogc, long limitMib, Series allocRate, Series growth) {
      this(common(gogc, limitMib, allocRate, growth));
    }
  }

  private static PacedProgram common(int gogc, long limitMib, Series allocRate, Series growth) {
    return new PacedProgram(
        new PacerSettings(gogc, limitMib == 0 ? PacerSettings.NO_LIMIT : limitMib * MIB),
        32 << 10,
        allocRate,
        constant(1024),
        growth,
        constant(1),
        constant(8192),
        50);
  }

  private static PacedProgram step(Series allocRate, Series scannable) {
    return new PacedProgram(
        PacerSettings.DEFAULT,
        32 << 10,
        allocRate,
        constant(1024),
        constant(2).plus(ramp(-1, 12)),
        scannable,
        constant(8192),
        100);
  }

  private static PacedProgram slow(Series growth) {
    return new PacedProgram(
        PacerSettings.DEFAULT,
        32 << 10,
        constant(1),
        constant(2048),
        growth,
        constant(0.01),
        constant(8192),
        50);
  }

  /** Bytes exactly; utilization as far as it was printed, to a tenth of a percent. */
  @ParameterizedTest
  @EnumSource
  void everyCycleIsTheRuntimes(Case runtime) throws IOException {
    List<Cycle> cycles = runtime.program.run();
    List<String[]> expected =
        Files.readAllLines(TABLE).stream()
            .map(line -> line.split(","))
            .filter(fields -> fields[0].equals(runtime.name()))
            .toList();
    assertThat(cycles).hasSameSizeAs(expected).hasSizeGreaterThanOrEqualTo(50);
    for (int i = 0; i < cycles.size(); i++) {
      Cycle cycle = cycles.get(i);
      String[] row = expected.get(i);
      assertThat(List.of(cycle.marked(), cycle.trigger(), cycle.peak(), cycle.goal()))
          .as("cycle %d: marked, trigger, peak, goal", i + 1)
          .map(String::valueOf)
          .containsExactly(row[3], row[4], row[5], row[6]);
      assertThat(100 * cycle.utilization()).isCloseTo(Double.parseDouble(row[2]), within(0.0501));
    }
  }

  @Test
  void highGogc() {
    Series growth = DOUBLING.plus(noise(0.01, 1)).plus(peak(14).delayed(25));
    Series rate = constant(165).plus(noise(7, 0x53));
    List<Cycle> cycles = common(1500, 0, rate, growth).run();
    for (int i = 12; i < 50; i++) {
      // In the 26th cycle the heap grows fifteenfold: beyond the goal, but not beyond the next.
      assertThat(cycles.get(i).goalRatio()).isBetween(0.9, i == 25 ? 15 : 1.05);
      assertThat(cycles.get(i).utilization())
          .isCloseTo(cycles.get(i - 1).utilization(), within(0.03));
    }
    assertThat(cycles.get(25).goalRatio()).isGreaterThan(1.05);
  }

  @Test
  void jitterAlloc() {
    Series growth = DOUBLING.plus(noise(0.01, 0xe));
    List<Cycle> cycles = common(100, 0, constant(132).plus(noise(13, 0xf)), growth).run();
    for (Cycle cycle : cycles.subList(12, 50)) {
      assertThat(cycle.goalRatio()).isBetween(0.95, 1.025);
      assertThat(cycle.utilization()).isBetween(0.25, 0.275);
    }
  }

  @Test
  void heavyJitterAlloc() {
    Series growth = DOUBLING.plus(noise(0.01, 0x152));
    List<Cycle> cycles = common(100, 0, constant(330).plus(noise(33, 0)), growth).run();
    for (int i = 13; i < 50; i++) {
      assertThat(cycles.get(i).goalRatio()).isBetween(0.95, 1.05);
      double utilization = cycles.get(i).utilization();
      assertThat(utilization).isCloseTo(cycles.get(i - 1).utilization(), within(0.05));
      assertThat(utilization).isCloseTo(cycles.get(11).utilization(), within(0.05));
    }
  }
}
