package headroom.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment and every key on the reference page is real. */
class ReferencePageTest {
  private static final Path PAGE = Path.of("../docs/reference/experiment-file.md");

  static List<String> experiments() throws IOException {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    List<String> found = blocks.results().map(block -> block.group(1)).toList();
    assertThat(found).hasSizeGreaterThan(3);
    return found;
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void experimentsOnThePageCanBeRun(String text) throws Exception {
    LoadedExperiment loaded =
        ExperimentReader.read(new ExperimentSource("page.yaml", text, Path.of("")), List.of());
    assertThat(loaded.notes()).noneMatch(note -> note.severity() == Problem.Severity.NOTE);
    assertThat(ExperimentSchemaTest.validate(text)).isEmpty();
  }

  @Test
  void everySupportedKeyIsOnThePage() throws Exception {
    String page = Files.readString(PAGE);
    for (String key : ExperimentSchema.root().keys()) {
      SchemaNode node = ExperimentSchema.root().property(key);
      assertThat(page).contains("`" + key);
      if (node != null && !node.hasFreeKeys()) {
        assertThat(node.keys()).allSatisfy(inner -> assertThat(page).contains(inner));
      }
    }
  }

  @Test
  void everyStepIsOnThePage() throws Exception {
    String page = Files.readString(PAGE);
    SchemaNode step = stepSchema();
    for (String kind : step.keys()) {
      assertThat(page).containsPattern("`(\\w+ )*" + kind + "\\b");
      SchemaNode node = step.property(kind);
      if (node != null) {
        assertThat(node.keys()).allSatisfy(key -> assertThat(page).contains(key));
      }
    }
  }

  private static SchemaNode stepSchema() {
    SchemaNode steps = ExperimentSchema.root().property("steps");
    SchemaNode step = steps == null ? null : steps.items();
    if (step == null) {
      throw new IllegalStateException("the schema has no steps");
    }
    return step;
  }
}
