package headroom.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.coverage.CoverageCase.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * 95 % intervals of paired differences hold the true difference. The whole study is long; {@code
 * -Dheadroom.coverage=write} runs it and writes its table.
 */
class PairedCoverageTest {
  private static final Path PAGE = Path.of("../docs/model/comparisons.md");
  private static final String BEGIN = "<!-- paired coverage: written by PairedCoverageTest -->\n";
  private static final String END = "<!-- end of paired coverage -->\n";
  private static final List<Figure> FIGURES = List.of(Figure.values());
  private static final int REPETITIONS = 500;
  private static final int FEW = 60;

  /** Of 60 intervals, 3 miss the true difference; 10 or more do once in 2,500 times. */
  @Test
  void pairedIntervalsHoldTheTrueDifference() throws InterruptedException {
    PairedCoverage coverage = new PairedCoverage(PairedCase.all().get(1));
    coverage.repeatTo(FEW);
    int missed = 0;
    for (Figure figure : Figure.values()) {
      for (Tally tally : List.of(coverage.differences(), coverage.changes())) {
        int misses = tally.above(figure) + tally.below(figure);
        assertThat(misses).as(figure.toString()).isLessThan(10);
        missed += misses;
      }
    }
    assertThat(missed).isPositive(); // of 480: an interval that holds everything would pass
    double difference = Math.abs(coverage.reference().difference(Figure.P99));
    assertThat(coverage.differences().halfWidth(Figure.P99)).isLessThan(difference);
  }

  @Test
  void thePageListsEveryCase() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf(BEGIN), page.indexOf(END));
    PairedCase.all().forEach(each -> assertThat(table).contains("| " + each.words() + " |"));
    assertThat(table).contains(REPETITIONS + " repetitions");
  }

  @Test
  @Tag("long")
  @EnabledIfSystemProperty(named = "headroom.coverage", matches = "write")
  void writeThePage() throws Exception {
    List<PairedCoverage> cases = PairedCase.all().stream().map(PairedCoverage::new).toList();
    CoveragePage.inParallel(cases, each -> each.repeatTo(REPETITIONS));
    Files.writeString(PAGE, CoveragePage.between(Files.readString(PAGE), BEGIN, table(cases), END));
  }

  static String table(List<PairedCoverage> cases) {
    StringBuilder table = new StringBuilder("\n");
    table.append(
        CoveragePage.format(
            "%d repetitions of each. Coverage of 95 %% intervals, in %%; **bold**: outside"
                + " 93 to 97.",
            cases.get(0).repetitions()));
    table.append("\n\n| change | P99, ms | pairs | mean | P50 | P90 | P99 |");
    table.append(" relative: mean | P50 | P90 | P99 |\n|---|--:|--:|");
    table.append("--:|".repeat(2 * FIGURES.size())).append("\n");
    for (PairedCoverage each : cases) {
      PairedCase reference = each.reference();
      double before = reference.truth().applyAsDouble(Figure.P99);
      double after = reference.changedTruth().applyAsDouble(Figure.P99);
      table.append(
          CoveragePage.format(
              "| %s | %.1f → %.1f | %d |", reference.words(), before, after, reference.pairs()));
      table.append(CoveragePage.cells(each.differences(), FIGURES));
      table.append(CoveragePage.cells(each.changes(), FIGURES)).append("\n");
    }
    return table.append("\n").toString();
  }
}
