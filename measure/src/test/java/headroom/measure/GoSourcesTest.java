package headroom.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoSourcesTest {
  private static final Path CATALOGUE =
      Path.of("../experiments/src/main/resources/headroom/experiments/operations/catalogue.csv");

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

  /** The times that {@code op.scale} is measured by. */
  @Test
  void theProbeGoesByTheCatalogueOfNow() throws IOException {
    String probe = Files.readString(RESOURCES.resolve("probe/compute.go"));
    List<String> catalogue = Files.readAllLines(CATALOGUE);
    for (String operation : List.of("slices.Sort/1k", "map/get-string/1k", "json.Valid/medium")) {
      String line =
          catalogue.stream()
              .filter(each -> each.startsWith(operation + ","))
              .findFirst()
              .orElse("");
      int times = operation.startsWith("map") ? 1000 : 1;
      long ns = Math.round(Double.parseDouble(line.split(",", -1)[1]) * times);
      assertThat(probe).contains("{%d_%03d, func() {".formatted(ns / 1000, ns % 1000));
    }
  }
}
