package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code bad/} is refused with exactly the messages beside it. {@code
 * -Dheadroom.golden=write} writes messages that are missing, to be read and judged by a human
 * before they are kept.
 */
class BadFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/headroom/experiments/file/bad");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).hasSizeGreaterThan(30);
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithTheExpectedMessages(Path file) throws Exception {
    String text = ExperimentSource.of(file).text();
    ExperimentSource source = new ExperimentSource(file.getFileName().toString(), text, FOLDER);
    InvalidExperimentException refusal =
        catchThrowableOfType(
            InvalidExperimentException.class, () -> ExperimentReader.read(source, List.of()));
    String messages =
        refusal.problems().stream()
            .map(Problem::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    Path expected = FOLDER.resolve(file.getFileName().toString().replace(".yaml", ".txt"));
    if ("write".equals(System.getProperty("headroom.golden")) && !Files.exists(expected)) {
      Files.writeString(expected, messages);
    }
    assertThat(messages).isEqualTo(Files.readString(expected));
  }
}
