package headroom.gates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What is found wrong at every setting of the examples' sweeps, so that a change of a rule or of
 * the model is seen. Runs nothing of its own where {@link ExamplesTest} runs too.
 */
class DiagnosisOfExamplesTest {
  private static final Path GOLDEN =
      Repository.ROOT.resolve("cli/src/test/resources/headroom/gates/examples-diagnosis.txt");

  @Test
  void findingsAreThoseOfTheTable() throws IOException {
    Set<List<String>> sweeps = new LinkedHashSet<>();
    ExamplesTest.tables().forEach(shown -> sweeps.addAll(shown.sweeps()));
    StringBuilder table = new StringBuilder();
    for (List<String> words : sweeps) {
      table.append(String.join(" ", words)).append('\n');
      for (ExamplePoint point : ExamplePoint.sweep(words)) {
        table.append("  ").append(String.join(", ", point.parameters())).append(": ");
        table.append(findings(point.json())).append('\n');
      }
    }
    if ("write".equals(System.getProperty("headroom.golden"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, table, UTF_8);
      return;
    }
    assertThat(table.toString()).isEqualTo(Files.readString(GOLDEN, UTF_8));
  }

  private static String findings(JsonNode point) {
    List<String> said =
        StreamSupport.stream(point.get("diagnosis").spliterator(), false)
            .map(
                finding ->
                    finding.get("id").asString()
                        + (finding.has("subject") ? " " + finding.get("subject").asString() : "")
                        + " ("
                        + finding.get("severity").asString()
                        + ")")
            .toList();
    return said.isEmpty() ? "nothing" : said.stream().collect(Collectors.joining(", "));
  }
}
