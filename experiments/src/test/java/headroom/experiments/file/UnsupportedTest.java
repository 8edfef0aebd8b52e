package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What later releases bring is refused key by key; nothing is ignored. */
class UnsupportedTest {
  private static final Path FILE =
      Path.of("src/test/resources/headroom/experiments/file/everything.yaml");

  @Test
  void everyKeyOfLaterReleasesIsRefusedAndNothingElse() throws Exception {
    List<String> keys = List.of("op");
    InvalidExperimentException refusal =
        catchThrowableOfType(
            InvalidExperimentException.class,
            () -> ExperimentReader.read(ExperimentSource.of(FILE), List.of()));
    assertThat(refusal.problems())
        .extracting(Problem::message)
        .containsExactlyElementsOf(
            keys.stream().map(key -> "\"" + key + "\" is not supported yet").toList());
    List<String> lines = Files.readAllLines(FILE);
    assertThat(refusal.problems())
        .allSatisfy(
            problem -> {
              String key = problem.message().substring(1, problem.message().indexOf('"', 1));
              assertThat(lines.get(problem.line() - 1).substring(problem.column() - 1))
                  .startsWith(key);
            });
  }
}
