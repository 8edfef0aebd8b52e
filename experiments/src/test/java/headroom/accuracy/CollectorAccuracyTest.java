package headroom.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The collector against measured Go programs, and the page that says how well it does. {@code
 * -Dheadroom.accuracy=write} rewrites it.
 */
class CollectorAccuracyTest {
  private static final Path PAGE = Path.of("../docs/accuracy-collector.md");
  private static final Path EXPLANATIONS =
      Path.of("src/test/resources/accuracy/collector-explanations.md");

  private static List<CollectorCase> cases = List.of();

  @BeforeAll
  static void replayAll() {
    cases = CollectorCase.all();
  }

  @Test
  void cyclesAndHeapAreRightInTheMedian() {
    assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
    assertThat(median(cases.stream().mapToDouble(CollectorCase::cyclesMissed)))
        .as("cycles beyond one")
        .isLessThanOrEqualTo(0.03);
    assertThat(medianError(CollectorRun::peakGoal)).as("peak goal").isLessThanOrEqualTo(0.03);
    assertThat(medianError(CollectorRun::p50Ms)).as("P50").isLessThanOrEqualTo(0.06);
  }

  @Test
  void pageSaysWhatIsSimulatedNow() throws IOException {
    String text = CollectorPage.text(cases, Files.readString(EXPLANATIONS));
    if (!System.getProperty("headroom.accuracy", "check").equals("check")) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(text);
  }

  private static double medianError(ToDoubleFunction<CollectorRun> figure) {
    return median(cases.stream().mapToDouble(c -> Math.abs(c.error(figure))));
  }

  private static double median(DoubleStream values) {
    return Figures.quantile(values.sorted().toArray(), 0.5);
  }
}
