package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.plan.GeneratedService.Kind;
import headroom.experiments.plan.GridStudy.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plans of generated services against the whole grid: the optimum or one within 5 % of it, with a
 * fifth of the simulations at most. {@code -Dheadroom.plan=write} writes the table of the page,
 * too.
 */
class PlanOptimumTest {
  private static final Path PAGE = Path.of("../docs/model/planning.md");
  private static final int SERVICES = 100;

  /** With a grid of fewer replications: enough to see a search that goes wrong. */
  @Test
  void someServices() throws Exception {
    for (Kind kind : List.of(Kind.IO, Kind.QUOTA, Kind.REPLICAS)) {
      Outcome outcome = GridStudy.of(kind, 1000, 10);
      assertThat(outcome.good()).as(outcome.text()).isTrue();
      assertThat(outcome.share()).as(outcome.text()).isLessThanOrEqualTo(0.2);
    }
  }

  @Test
  @Tag("long")
  void aHundredServices() throws Exception {
    List<Outcome> outcomes = outcomes();
    if ("write".equals(System.getProperty("headroom.plan"))) {
      Files.writeString(PAGE, PlanOptimumPage.with(Files.readString(PAGE), outcomes));
    }
    String missed =
        outcomes.stream()
            .filter(outcome -> !outcome.good())
            .map(Outcome::text)
            .collect(Collectors.joining("\n"));
    assertThat(outcomes.stream().filter(Outcome::good).count())
        .as(missed)
        .isGreaterThanOrEqualTo(Math.round(0.95 * SERVICES));
    assertThat(outcomes)
        .allSatisfy(
            outcome -> assertThat(outcome.share()).as(outcome.text()).isLessThanOrEqualTo(0.2));
    long requests = outcomes.stream().mapToLong(outcome -> outcome.plan().requests()).sum();
    long whole = outcomes.stream().mapToLong(outcome -> outcome.grid().requests()).sum();
    assertThat((double) requests / whole).isLessThanOrEqualTo(0.2);
    List<Outcome> sure = outcomes.stream().filter(outcome -> outcome.stated() >= 0.95).toList();
    double stated = sure.stream().mapToDouble(Outcome::stated).average().orElseThrow();
    double achieved = (double) sure.stream().filter(Outcome::ranked).count() / sure.size();
    double error = Math.sqrt(0.95 * 0.05 / sure.size());
    assertThat(achieved).isGreaterThanOrEqualTo(Math.min(stated, 0.95) - 2 * error);
  }

  @Test
  void thePageListsEveryKind() throws Exception {
    String table = PlanOptimumPage.table(Files.readString(PAGE));
    for (Kind kind : Kind.values()) {
      assertThat(table).contains("| " + kind.words() + " |");
    }
    assertThat(table).contains(SERVICES + " services");
  }

  private static List<Outcome> outcomes() throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Outcome>> running = new ArrayList<>();
    for (int i = 0; i < SERVICES; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      long seed = i;
      running.add(threads.submit(() -> GridStudy.of(kind, seed, GridStudy.EXHAUSTIVE)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> each : running) {
      outcomes.add(each.get());
    }
    threads.shutdown();
    return outcomes;
  }
}
