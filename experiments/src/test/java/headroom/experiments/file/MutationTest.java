package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that are damaged at random are read or refused, never anything else; what is read, the
 * schema accepts as well.
 */
class MutationTest {
  private static final int MUTATIONS = 500;
  private static final String[] PIECES = {
    "(",
    ")",
    ",",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\n",
    "  ",
    "\t",
    "-",
    "- ",
    "0",
    "9999999999999999999999",
    "1e999",
    "%",
    "ms",
    "/s",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!map ",
    "~",
    "null",
    "true",
    "..",
    "=",
    "for",
    "#",
    "\u0000",
    "\uFEFF",
    "é",
    "name: ",
    "steps: ",
    "repeat: ",
    "choice: ",
    "sweep: ",
    "zip: ",
    "trace(",
    "lock: ",
    "for: ",
    "spawn: ",
    "call: ",
    "within: ",
    "clients: ",
    "users: ",
    "resources: ",
    "channels: ",
    "empirical(",
    "mixture("
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedFilesAreReadOrRefused(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<Path> cases = ReferenceCasesTest.cases();
    String rich =
        Files.readString(Path.of("src/test/resources/headroom/experiments/file/rich.yaml"));
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Path folder = cases.get(random.nextInt(cases.size()));
      String text = i % 2 == 0 ? rich : Files.readString(folder.resolve("case.yaml"));
      for (int times = random.nextInt(3); times >= 0; times--) {
        text = damaged(text, random);
      }
      try {
        LoadedExperiment loaded =
            ExperimentReader.read(new ExperimentSource("x.yaml", text, folder), List.of());
        assertThat(ExperimentSchemaTest.validate(text))
            .as("accepted by the reader, seed %d:%n%s", seed, text)
            .isEmpty();
        assertThat(loaded.points()).isNotEmpty();
      } catch (InvalidExperimentException e) {
        refused++;
        assertThat(e.problems()).isNotEmpty();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", text:\n" + text, e);
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 10);
  }

  private static String damaged(String text, SplittableRandom random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(6));
    String piece = PIECES[random.nextInt(PIECES.length)];
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + piece + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, at) + piece + text.substring(end);
      default -> swappedLines(text, random);
    };
  }

  private static String swappedLines(String text, SplittableRandom random) {
    String[] lines = text.split("\n", -1);
    int from = random.nextInt(lines.length);
    int to = random.nextInt(lines.length);
    lines[from] = lines[to];
    return String.join("\n", lines);
  }
}
