package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoSourcesTest {
  private static final Path RESOURCES = Path.of("src/main/resources/headroom/measure");

  @Test
  void everySourceIsListed() throws IOException {
    for (GoSources sources : List.of(GoSources.PROGRAM, GoSources.PROBE)) {
      try (Stream<Path> files = Files.list(RESOURCES.resolve(sources.folder()))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> !name.endsWith("_test.go"))
            .containsExactlyInAnyOrderElementsOf(sources.files());
      }
    }
  }
}
