package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoProgramTest {
  @ParameterizedTest
  @CsvSource({"go1.26.8, 1.26", "go1.24, 1.24", "go1.27rc1, 1.27", "devel, 1.22"})
  void theProgramIsOfTheCompilersTime(String version, String language) {
    assertThat(GoProgram.language(version)).isEqualTo(language);
  }
}
