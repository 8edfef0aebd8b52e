package headroom.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.Point;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives is what was sent. */
class PointCodecTest {
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Processes.ROOT.resolve("examples"))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).hasSizeGreaterThan(30);
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyPointOfEveryExampleArrivesWhole(Path file) throws Exception {
    List<Point> points = ExperimentReader.read(ExperimentSource.of(file), List.of()).points();
    assertThat(points).isNotEmpty();
    for (Point point : points) {
      Point arrived = PointCodec.decode(PointCodec.encode(point));
      assertThat(arrived).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(point);
      assertThat(List.copyOf(arrived.parameters().keySet()))
          .isEqualTo(List.copyOf(point.parameters().keySet()));
    }
  }
}
