package headroom.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.cost.Cost;
import headroom.model.cost.CostProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that take turns on one core without ticks or costs, against the golden traces. */
class RoundRobinTraceTest {
  private static final Path TRACES =
      Path.of("src/test/resources/reference/queueing/18-deterministic-traces.csv");
  private static final long MS = 1_000_000;
  private static final CostProfile QUANTUM = CostProfile.ideal().with(Cost.OS_SLICE, 10 * MS);

  /** Trace, discipline in quotes, job, arrival, service, start, end; times in whole ms. */
  private static final Pattern ROW =
      Pattern.compile("([AB]),\"round robin[^\"]*\",(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),completed");

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void everyJobEndsToTheNanosecond(String trace) throws IOException {
    List<Matcher> jobs =
        Files.readAllLines(TRACES).stream()
            .map(ROW::matcher)
            .filter(row -> row.matches() && row.group(1).equals(trace))
            .toList();
    assertThat(jobs).hasSize(12);
    CoresHarness run =
        CoresHarness.run(
            1,
            QUANTUM,
            1_000 * MS,
            harness -> {
              for (Matcher job : jobs) {
                CpuThread thread = harness.thread(Long.parseLong(job.group(4)) * MS);
                harness.wakeAt(Long.parseLong(job.group(3)) * MS, thread);
              }
            });
    for (int i = 0; i < jobs.size(); i++) {
      assertThat(run.log).contains(jobs.get(i).group(6) + "000 ends " + i);
    }
  }
}
