package headroom.experiments.gctrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import headroom.experiments.gctrace.PacerReplay.Prediction;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The model's pacer against 66 recorded runs of Go 1.26 over GOGC, memory limits, live heaps and
 * GOMAXPROCS ({@code probe/gctrace}): what it says of a cycle by what the log says of those before.
 */
class RecordedPacingTest {
  private static final List<Prediction> ALL = replayed(0.5);

  /** What a P takes from the heap before the trigger is looked at again, bytes. */
  private static final double QUANTUM = 16 << 10;

  private static List<Prediction> replayed(double place) {
    return RecordedRun.all().stream().flatMap(run -> PacerReplay.of(run, place).stream()).toList();
  }

  private static List<Prediction> known(ToDoubleFunction<Prediction> value) {
    return ALL.stream().filter(each -> !Double.isNaN(value.applyAsDouble(each))).toList();
  }

  private static double error(double predicted, double logged) {
    return predicted / logged - 1;
  }

  @Test
  void everySettingIsThere() {
    assertThat(ALL).hasSizeGreaterThan(600);
    assertThat(ALL).extracting(each -> each.run().gomaxprocs()).contains(1, 2, 3, 4, 6, 7, 16);
    assertThat(ALL)
        .extracting(each -> each.run().settings().gcPercent())
        .contains(-1, 25, 50, 100, 200, 400, 800);
  }

  @Test
  void workersAreTheRuntimes() {
    assertThat(ALL)
        .allMatch(each -> each.workers().dedicated() == each.cycle().dedicated())
        .allMatch(each -> each.workers().fractionalUtilization() == each.cycle().fractional());
  }

  /** Where GOGC sets the goal, from marked bytes, stacks and globals; at the end of each cycle. */
  @Test
  void goalsAreTheRuntimesToTheByte() {
    List<Prediction> known = known(Prediction::goal);
    assertThat(known).hasSizeGreaterThan(450);
    assertThat(known).allMatch(each -> each.goal() == each.cycle().goal());
  }

  /** As the program read it after each cycle; with a limit from the memory it read with it. */
  @Test
  void goalsUnderAMemoryLimitAreTheRuntimes() {
    List<Prediction> known = known(Prediction::goalAfter);
    assertThat(known).hasSizeGreaterThan(600);
    assertThat(known).filteredOn(Prediction::limitBound).hasSizeGreaterThan(60);
    assertThat(known)
        .allSatisfy(
            each ->
                assertThat(error(each.goalAfter(), each.sampled("goal")))
                    .isCloseTo(0, within(0.0005)));
  }

  /**
   * The next cycle's trigger, by marked bytes and cons/mark. A real cycle starts late by a span or
   * two; the first one of a small heap also by what is allocated until it has its workers.
   */
  @Test
  void triggersAreWithinOnePercent() {
    List<Prediction> known =
        known(Prediction::trigger).stream().filter(each -> !each.limitBound()).toList();
    assertThat(known).hasSizeGreaterThan(350);
    for (Prediction each : known) {
      double logged = each.cycle().triggered();
      if (each.cycle().line().cycle() == 1) {
        assertThat(each.trigger()).as(each.toString()).isBetween(logged - (512 << 10), logged);
      } else {
        assertThat(each.trigger())
            .as(each.toString())
            .isCloseTo(logged, within(Math.max(QUANTUM, 0.01 * logged)));
      }
    }
  }

  /**
   * Where the limit sets the goal the log has the goal after the last sweeping, which lowers it
   * once more: cycles start at the trigger of that goal or, by a higher one before, later.
   */
  @Test
  void triggersUnderAMemoryLimitAreNotEarly() {
    List<Prediction> known =
        known(Prediction::trigger).stream().filter(Prediction::limitBound).toList();
    assertThat(known).hasSizeGreaterThan(30);
    assertThat(known)
        .allMatch(each -> error(each.trigger(), (double) each.cycle().triggered()) < 0.001)
        .allMatch(each -> error(each.trigger(), (double) each.cycle().triggered()) > -0.1);
    assertThat(known)
        .filteredOn(each -> error(each.trigger(), (double) each.cycle().triggered()) > -0.01)
        .hasSizeGreaterThan(known.size() * 6 / 10);
  }

  /** At the start of marking: the work of the last cycle over the way to the goal. */
  @Test
  void assistRatiosAreTheRuntimes() {
    List<Prediction> known = known(Prediction::assistRatio);
    assertThat(known).hasSizeGreaterThan(450);
    assertThat(known)
        .allSatisfy(
            each ->
                assertThat(error(each.assistRatio(), each.cycle().assistRatio()))
                    .isCloseTo(0, within(0.00001)));
  }

  /** Times are logged with two digits: the runtime's is between those of the two ends. */
  @Test
  void consMarkIsBetweenThoseOfAllTimesThatPrintAlike() {
    List<Prediction> shortest = replayed(0);
    List<Prediction> longest = replayed(1);
    int known = 0;
    double width = 0;
    for (int i = 0; i < ALL.size(); i++) {
      double logged = ALL.get(i).cycle().consMark();
      if (Double.isNaN(shortest.get(i).consMark()) || Double.isNaN(logged) || logged == 0) {
        continue;
      }
      known++;
      width += (shortest.get(i).consMark() - longest.get(i).consMark()) / logged;
      assertThat(logged)
          .as(ALL.get(i).toString())
          .isBetween(0.9999 * longest.get(i).consMark(), 1.0001 * shortest.get(i).consMark());
    }
    assertThat(known).isGreaterThan(300);
    assertThat(width / known).isLessThan(0.05); // else this could not fail
  }

  /**
   * What stays reachable and all that is allocated while marking. Only where as much stayed
   * reachable in both cycles; a few whole spans are more than 1 % of the smallest heaps.
   */
  @Test
  void markedBytesAreWithinOnePercent() {
    List<Prediction> steady =
        known(Prediction::marked).stream()
            .filter(each -> each.cycle().line().cycle() - 3 >= each.run().builtAfter())
            .filter(each -> !each.run().name().startsWith("grow"))
            .filter(each -> each.cycle().sample() != null)
            .toList();
    assertThat(steady).hasSizeGreaterThan(250);
    List<Double> errors =
        steady.stream().map(each -> Math.abs(error(each.marked(), each.sampled("live")))).toList();
    assertThat(errors).filteredOn(error -> error > 0.01).hasSizeLessThan(steady.size() / 20);
    assertThat(errors).allMatch(error -> error < 0.02);
  }
}
