package headroom.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The simulator against measured Go programs, and the pages that say how well it does. {@code
 * -Dheadroom.accuracy=write} rewrites them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccuracyTest {
  private static final Path PAGE = Path.of("../docs/accuracy.md");
  private static final Path COSTS = Path.of("../docs/model/costs.md");
  private static final String MODE = System.getProperty("headroom.accuracy", "check");

  private static List<Comparison> cases = List.of();

  @BeforeAll
  static void replayAll() {
    cases = ReferenceCase.all().stream().map(Comparison::of).toList();
  }

  @Test
  @Order(1)
  void goalsAreMetInTheMedian() {
    assertThat(cases).hasSizeGreaterThanOrEqualTo(21);
    for (Metric metric : Metric.values()) {
      double goal = Goals.median(metric);
      if (!Double.isNaN(goal)) {
        double median = Figures.quantile(Comparison.absoluteErrors(cases, metric), 0.5);
        assertThat(median).as("median error of %s", metric.label).isLessThanOrEqualTo(goal);
      }
    }
  }

  @Test
  @Order(2)
  void textbookQueueMissesTheGoalsThatTheSimulatorMeets() {
    for (Metric metric : List.of(Metric.P50, Metric.P99)) {
      double naive = Figures.quantile(Comparison.naiveErrors(cases, metric), 0.5);
      assertThat(naive)
          .as("else the cases discriminate nothing")
          .isGreaterThan(Goals.median(metric));
    }
  }

  @Test
  @Order(3)
  void everyCaseFarOffIsExplained() {
    List<String> unexplained =
        cases.stream()
            .filter(Comparison::needsExplanation)
            .map(Comparison::name)
            .filter(name -> !Explanations.read().containsKey(name))
            .toList();
    assertThat(unexplained).as("add a mechanism to accuracy/explanations.md").isEmpty();
    assertThat(Explanations.read().keySet())
        .isSubsetOf(cases.stream().map(Comparison::name).toList());
  }

  @Test
  @Order(4)
  void listedErrorsDoNotGrow() throws IOException {
    assertThat(grownErrors()).isEmpty();
  }

  @Test
  @Order(5)
  void everyCostHasASource() {
    Map<Cost, String> sources = CostSource.read();
    assertThat(sources.keySet()).containsExactly(Cost.values());
    assertThat(sources.values())
        .allMatch(text -> text.matches("(?s).*(Measured|measured|Source|stimate|See).*"));
  }

  @Test
  @Order(6)
  void pagesSayWhatIsSimulatedNow() throws IOException {
    assertThat(grownErrors()).as("not written; see listedErrorsDoNotGrow").isEmpty();
    List<ReferenceCase> references = cases.stream().map(Comparison::reference).toList();
    agree(PAGE, AccuracyPage.text(cases, Explanations.read(), EstimateEffects.of(references)));
    agree(COSTS, CostPage.text());
  }

  /** Errors that lie further from 0 than the page lists them, by more than the margin. */
  private static List<String> grownErrors() throws IOException {
    List<String> grown = new ArrayList<>();
    if (MODE.equals("accept") || (MODE.equals("write") && !Files.exists(PAGE))) {
      return grown;
    }
    String page = Files.readString(PAGE);
    for (Metric metric : List.of(Metric.P50, Metric.P99, Metric.THROUGHPUT)) {
      Map<String, Double> listed = ListedErrors.read(page, metric);
      assertThat(listed).as("rows of the table of %s", metric.label).isNotEmpty();
      for (Comparison now : cases) {
        Double before = listed.get(now.name());
        double error = Math.abs(now.error().of(metric));
        if (before != null && error > Math.abs(before) + Goals.growth(metric)) {
          grown.add("%s %s: %.3f was %.3f".formatted(now.name(), metric.label, error, before));
        }
      }
    }
    return grown;
  }

  private static void agree(Path file, String text) throws IOException {
    if (!MODE.equals("check")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(file).as("rewrite it with -Dheadroom.accuracy=write").exists();
    assertThat(Files.readString(file)).isEqualTo(text);
  }
}
