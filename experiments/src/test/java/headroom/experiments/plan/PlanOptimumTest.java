package headroom.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.plan.GeneratedService.Kind;
import headroom.experiments.plan.GridStudy.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plans of generated services against the whole grid: the optimum or one within 5 % of it, with a
 * fifth of the simulations at most.
 */
class PlanOptimumTest {
  @Test
  @Tag("long")
  void aHundredServices() throws Exception {
    List<Outcome> outcomes = outcomes(Integer.getInteger("headroom.plans", 100));
    StringBuilder text = new StringBuilder();
    int n = 0;
    for (Outcome each : outcomes) {
      text.append(
          String.format(
              java.util.Locale.ROOT,
              "%d %.3f/%.3f stated %.3f ranked %s small %s none %d/%d %s%n",
              n++,
              (double) each.plan().replications() / each.grid().replications(),
              (double) each.plan().requests() / each.grid().requests(),
              each.stated(),
              each.ranked(),
              each.smaller(),
              each.denied(),
              each.without(),
              each.text()));
    }
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/plan-outcomes.txt"), text);
    assertThat(outcomes).filteredOn(Outcome::good).hasSizeGreaterThan(94);
  }

  static List<Outcome> outcomes(int count) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Outcome>> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      long seed = i;
      running.add(threads.submit(() -> GridStudy.of(kind, seed)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> each : running) {
      outcomes.add(each.get());
    }
    threads.shutdown();
    return outcomes;
  }
}
