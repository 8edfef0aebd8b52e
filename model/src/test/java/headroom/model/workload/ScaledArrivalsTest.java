package headroom.model.workload;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.random.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A load scales any arrivals and keeps their pattern. */
class ScaledArrivalsTest {
  private static final long SECOND = 1_000_000_000;
  private static final Distribution GAP = new Distribution.Hyperexponential(1e7, 2);

  /** Processes without phases or states of their own length: twice the load is half the time. */
  static List<Arrivals> processes() {
    return List.of(
        new Arrivals.Constant(100),
        new Arrivals.Poisson(100),
        new Arrivals.Batch(new Arrivals.Poisson(20), new Distribution.Geometric(5)),
        new Arrivals.Renewal(GAP),
        new Arrivals.Trace(
            new TraceTable("t", new long[] {4, 6, 6, 10}, new int[4], List.of(), new long[0][])));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void twiceTheLoadIsThePatternInHalfTheTime(Arrivals plain) {
    List<Long> before = instants(plain, 1000);
    List<Long> after = instants(plain.scaled(2), 1000);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(Math.abs(before.get(i) - 2 * after.get(i))).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("processes")
  void theWholeLoadIsNoChange(Arrivals plain) {
    assertThat(plain.scaled(1)).isEqualTo(plain);
  }

  @Test
  void ratesAreScaledAndLengthsAreNot() {
    Arrivals.Modulated bursts =
        new Arrivals.Modulated(
            List.of(
                new Arrivals.Modulated.State(50, 2 * SECOND),
                new Arrivals.Modulated.State(500, SECOND)));
    assertThat(bursts.scaled(1.2))
        .isEqualTo(
            new Arrivals.Modulated(
                List.of(
                    new Arrivals.Modulated.State(60, 2 * SECOND),
                    new Arrivals.Modulated.State(600, SECOND))));
    Arrivals.Phases phases =
        new Arrivals.Phases(
            List.of(
                new Arrivals.Phases.Phase(SECOND, new Arrivals.Ramp(10, 500, SECOND)),
                new Arrivals.Phases.Phase(SECOND, new Arrivals.Poisson(500))));
    assertThat(phases.scaled(0.5))
        .isEqualTo(
            new Arrivals.Phases(
                List.of(
                    new Arrivals.Phases.Phase(SECOND, new Arrivals.Ramp(5, 250, SECOND)),
                    new Arrivals.Phases.Phase(SECOND, new Arrivals.Poisson(250)))));
  }

  @Test
  void usersAreWholeAndAtLeastOne() {
    assertThat(new Arrivals.ClosedLoop(32, GAP).scaled(1.2))
        .isEqualTo(new Arrivals.ClosedLoop(38, GAP));
    assertThat(new Arrivals.ClosedLoop(2, GAP).scaled(0.1))
        .isEqualTo(new Arrivals.ClosedLoop(1, GAP));
  }

  private static List<Long> instants(Arrivals arrivals, int most) {
    ArrivalProcess process = ArrivalProcess.of(arrivals, 7, 0);
    List<Long> instants = new ArrayList<>();
    while (instants.size() < most && process.advance()) {
      instants.add(process.arrivalNs());
    }
    return instants;
  }
}
