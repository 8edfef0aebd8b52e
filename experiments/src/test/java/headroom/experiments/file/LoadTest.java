package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.experiments.Point;
import headroom.model.workload.Arrivals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code load:} in the file, by option, and as the axis of a sweep. */
class LoadTest {
  private static final String SMALL =
      """
      name: shop
      machine: {cores: 1}
      arrivals: poisson(200/s)
      steps: [{cpu: 1ms}]
      """;

  private static LoadedExperiment read(String text, Setting... settings) throws Exception {
    return ExperimentReader.read(
        new ExperimentSource("shop.yaml", text, Path.of("")), List.of(settings), List.of());
  }

  private static Arrivals arrivals(Point point) {
    return point.experiment().scenario().arrivals();
  }

  @ParameterizedTest
  @CsvSource({"120%, 240", "1.2, 240", "50%, 100", "0.25, 50", "1000%, 2000"})
  void scalesTheArrivals(String load, double perSecond) throws Exception {
    Arrivals expected = new Arrivals.Poisson(perSecond);
    assertThat(read(SMALL + "load: " + load + "\n").base().scenario().arrivals())
        .isEqualTo(expected);
    Setting option = Setting.byOption("--load", "load", load);
    assertThat(read(SMALL, option).base().scenario().arrivals()).isEqualTo(expected);
  }

  @Test
  void isAnAxis() throws Exception {
    LoadedExperiment swept = read(SMALL + "sweep: {load: [80%, 100%, 120%]}\n");
    assertThat(swept.points())
        .extracting(LoadTest::arrivals)
        .containsExactly(
            new Arrivals.Poisson(160), new Arrivals.Poisson(200), new Arrivals.Poisson(240));
    assertThat(swept.points().get(2).parameters()).containsEntry("load", "120%");
  }

  @ParameterizedTest
  @CsvSource({"120, true", "10, true", "2, false", "1000%, false"})
  void aForgottenSignIsNoted(String load, boolean noted) throws Exception {
    LoadedExperiment read = read(SMALL, Setting.byOption("--load", "load", load));
    String note =
        "--load "
            + load
            + ": note: \"load\" is "
            + load
            + " times what the file says; a share is written with its sign, as in 120%";
    assertThat(read.notes().stream().map(Problem::toString).anyMatch(note::equals))
        .isEqualTo(noted);
  }

  @Test
  void thatTheSweepSetsItAnywayIsNoted() throws Exception {
    String swept = SMALL + "sweep: {load: [80%, 120%]}\n";
    assertThat(read(swept, Setting.byOption("--load", "load", "50%")).notes())
        .extracting(Problem::toString)
        .contains(
            "--load 50%: note: \"load\" is an axis of the sweep, whose points set it themselves");
  }

  @Test
  void standsInTheResolvedFile() throws Exception {
    assertThat(read(SMALL).resolvedYaml()).contains("load: 100%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0%", "0", "-5%", "200/s", "100001%", "high"})
  void refusesWhatIsNoLoad(String load) {
    assertThatThrownBy(() -> read(SMALL, Setting.byOption("--load", "load", load)))
        .isInstanceOf(InvalidExperimentException.class)
        .hasMessageContaining("--load " + load);
  }
}
