package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files are read or refused, with the place of each problem and soon; never anything else.
 * {@code -Dheadroom.fuzz=10000} makes more of them, {@code -Dheadroom.fuzz.seed=73} repeats one.
 */
class FuzzTest {
  private static final int FILES = 300;

  /** Of the processor: on a loaded machine a second may pass in which nothing is done. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private static final Duration NEVER = Duration.ofMinutes(1);

  /** A line and a column; in a table the column has a name, if it has one. */
  private static final String PLACE =
      "(x\\.yaml:[1-9]\\d*:[1-9]\\d*|[^\n]*\\.csv(:[1-9]\\d*)?): (note: )?[^\n]+";

  /** Rows of a trace that are kept, so that damage hits what matters. */
  private static final int TRACE_ROWS = 20;

  @TempDir private Path folder;

  /** A file, and where the files that it names are. */
  private record Original(Path file, Path folder) {}

  @Test
  void damagedFilesAreReadOrRefusedAtTheirPlaces() throws IOException {
    List<Original> originals = originals();
    Long one = Long.getLong("headroom.fuzz.seed");
    long first = one == null ? 1 : one;
    long last = one == null ? Integer.getInteger("headroom.fuzz", FILES) : one;
    int refused = 0;
    for (long seed = first; seed <= last; seed++) {
      refused += isRefused(originals, seed) ? 1 : 0;
    }
    if (one == null) { // damage that is never noticed, or always, would test one half only
      assertThat(refused).isBetween((int) (last / 4), (int) (last * 19 / 20));
    }
  }

  /** Found by damage: of a byte that is no text only the line was told. */
  @Test
  void aByteThatIsNoTextHasAColumn() {
    byte[] bytes = "name: shop\nmachine: {\u00e9\u00e9 x".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xff;
    assertThatThrownBy(() -> ExperimentSource.decode("x.yaml", new ByteArrayInputStream(bytes)))
        .isInstanceOfSatisfying(
            InvalidExperimentException.class,
            e -> assertThat(e.problems()).hasToString("[x.yaml:2:14: is not UTF-8 text]"));
  }

  /** Found by damage: advice on a key that only the sweep sets had no place. */
  @Test
  void adviceOnASweptKeyStandsAtTheSweep() throws Exception {
    String text =
        """
        name: shop
        machine: {cores: 4}
        arrivals: poisson(200/s)
        steps: [io: 30ms]
        sweep:
          server.workers: [5, 50]
        """;
    LoadedExperiment loaded =
        ExperimentReader.read(new ExperimentSource("x.yaml", text, Path.of("")), List.of());
    assertThat(loaded.notes())
        .extracting(Problem::toString)
        .anySatisfy(
            note -> assertThat(note).startsWith("x.yaml:6:3: note: the load needs 6 workers"));
  }

  private boolean isRefused(List<Original> originals, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Original original = originals.get(random.nextInt(originals.size()));
    Damage damage = new Damage(random);
    byte[] bytes = Files.readAllBytes(original.file);
    Path itsFolder = original.folder;
    if (original.file.endsWith("case-trace.yaml") && random.nextBoolean()) {
      itsFolder = folder;
      Files.write(
          folder.resolve("trace.csv"), damage.some(head(original.folder.resolve("trace.csv"))));
    } else {
      bytes = damage.some(bytes);
    }
    byte[] damaged = bytes;
    Path base = itsFolder;
    try {
      return assertTimeoutPreemptively(NEVER, () -> isRefusedSoon(damaged, base));
    } catch (AssertionError | RuntimeException e) {
      String text = new String(damaged, StandardCharsets.UTF_8);
      throw new AssertionError("seed " + seed + ", " + original.file + ":\n" + text, e);
    }
  }

  private static boolean isRefusedSoon(byte[] bytes, Path base) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    boolean refused = isRefused(bytes, base);
    assertThat(threads.getCurrentThreadCpuTime() - before).isLessThan(SOON.toNanos());
    return refused;
  }

  private static boolean isRefused(byte[] bytes, Path base) throws IOException {
    try {
      String text = ExperimentSource.decode("x.yaml", new ByteArrayInputStream(bytes));
      LoadedExperiment loaded =
          ExperimentReader.read(new ExperimentSource("x.yaml", text, base), List.of());
      assertThat(loaded.points()).isNotEmpty();
      assertThat(loaded.notes()).allSatisfy(FuzzTest::hasAPlace);
      return false;
    } catch (InvalidExperimentException refusal) {
      assertThat(refusal.problems()).isNotEmpty().allSatisfy(FuzzTest::hasAPlace);
      return true;
    }
  }

  private static void hasAPlace(Problem problem) {
    assertThat(problem.toString()).matches(PLACE);
  }

  private static byte[] head(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    return String.join("\n", lines.subList(0, Math.min(lines.size(), TRACE_ROWS)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<Original> originals() throws IOException {
    List<Original> found = new ArrayList<>();
    Path examples = Path.of("..", "examples");
    try (Stream<Path> files = Files.walk(examples)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .forEach(file -> found.add(new Original(file, examples)));
    }
    assertThat(found).hasSizeGreaterThan(3);
    for (Path reference : ReferenceCasesTest.cases()) {
      found.add(new Original(reference.resolve("case.yaml"), reference));
      found.add(new Original(reference.resolve("case-trace.yaml"), reference));
    }
    Path here = Path.of("src/test/resources/headroom/experiments/file");
    for (int weight = 0; weight < 20; weight++) { // it has all keys and steps
      found.add(new Original(here.resolve("rich.yaml"), here));
    }
    return found;
  }
}
