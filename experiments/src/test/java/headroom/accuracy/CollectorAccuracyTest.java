package headroom.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
    assertThat(medianError(CollectorRun::cycles)).as("cycles").isLessThanOrEqualTo(0.03);
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
    double[] errors = cases.stream().mapToDouble(c -> Math.abs(c.error(figure))).toArray();
    Arrays.sort(errors);
    return Figures.quantile(errors, 0.5);
  }
}
