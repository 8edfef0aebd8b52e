package headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
  @Test
  void everythingIsWritten(@TempDir Path directory) throws IOException {
    ReportWriter.write(
        SampleResults.single(), null, "name: x\n", null, directory, ReportWriter.Options.all());
    assertThat(files(directory))
        .contains(
            "points.csv",
            "report.html",
            "charts/latency-percentiles.svg",
            "charts/latency-percentiles.png",
            "charts/breakdown.svg",
            "charts/goroutines.png",
            "charts/requests-in-system.svg");
  }

  @Test
  void withoutAReportThereIsOnlyTheTable(@TempDir Path directory) throws IOException {
    ReportWriter.write(
        SampleResults.single(),
        null,
        "name: x\n",
        null,
        directory,
        ReportWriter.Options.tableOnly());
    assertThat(files(directory)).containsExactly("points.csv");
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> directory.relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
