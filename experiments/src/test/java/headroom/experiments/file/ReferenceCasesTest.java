package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.workload.Arrivals;
import headroom.model.workload.TraceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The experiments of the measured Go programs are read, in their statistical form and as traces.
 */
class ReferenceCasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/reference/go");

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      List<Path> found = folders.sorted().toList();
      assertThat(found).hasSize(38);
      return found;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void statisticalFormIsRead(Path folder) throws Exception {
    LoadedExperiment loaded =
        ExperimentReader.read(ExperimentSource.of(folder.resolve("case.yaml")), List.of());
    assertThat(loaded.notes()).noneMatch(note -> note.severity() == Problem.Severity.NOTE);
    assertThat(loaded.base().name()).isEqualTo(folder.getFileName().toString());
    assertThat(loaded.base().run().replications()).isEqualTo(5);
    assertThat(loaded.base().scenario().window().warmUpNs()).isEqualTo(1_000_000_000L);
    assertThat(loaded.points()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void traceIsReadToTheLastRow(Path folder) throws Exception {
    LoadedExperiment loaded =
        ExperimentReader.read(ExperimentSource.of(folder.resolve("case-trace.yaml")), List.of());
    TraceTable table = ((Arrivals.Trace) loaded.base().scenario().arrivals()).table();
    List<String> lines = Files.readAllLines(folder.resolve("trace.csv"));
    assertThat(table.size()).isEqualTo(lines.size() - 1);
    String[] last = lines.get(lines.size() - 1).split(",", -1);
    assertThat(table.arrivalNs()[table.size() - 1])
        .isEqualTo(Math.round(Double.parseDouble(last[0]) * 1e9));
    boolean classes = lines.get(0).contains("class");
    for (int column = 0; column < table.columns().size(); column++) {
      String cell = last[column + (classes ? 2 : 1)];
      long demandNs = cell.isEmpty() ? TraceTable.NONE : Math.round(Double.parseDouble(cell) * 1e6);
      assertThat(table.demands()[column][table.size() - 1]).isEqualTo(demandNs);
    }
    assertThat(loaded.base().run().replications()).isEqualTo(1);
  }
}
