package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoProgramTest {
  private static final Path SOURCES = Path.of("src/main/resources/headroom/measure/program");

  @Test
  void everySourceIsListed() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith("_test.go"))
          .containsExactlyInAnyOrderElementsOf(GoProgram.SOURCES);
    }
  }
}
