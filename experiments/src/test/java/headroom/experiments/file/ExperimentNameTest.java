package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentNameTest {
  @ParameterizedTest
  @CsvSource({
    "checkout, checkout",
    "a/b, a-b",
    "../../b, -..-b",
    ".git, git",
    "...x, x",
    "Größe 1.2_b, Gr--e-1.2_b",
    "..é, -"
  })
  void aNameBecomesAPlainFileName(String name, String file) {
    assertThat(ExperimentName.problem(name)).isNull();
    assertThat(ExperimentName.fileName(name)).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../..", "/", "-", "…", "a\nb", "a\u0007", "a\u0000"})
  void whatCannotNameADirectoryIsRefused(String name) {
    assertThat(ExperimentName.problem(name)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 201, 5000})
  void twoHundredCharactersAreEnough(int length) {
    assertThat(ExperimentName.problem("n".repeat(length)) == null).isEqualTo(length <= 200);
  }
}
