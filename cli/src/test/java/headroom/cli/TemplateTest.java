package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.file.Problem;
import headroom.model.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The experiment that {@code headroom init} writes: what it has in comments can be used. */
class TemplateTest {
  private static final Path TEMPLATE =
      Path.of("src/main/resources/headroom/cli/command/template.yaml");

  /** A key, or a step, behind a comment sign. */
  private static final Pattern COMMENTED = Pattern.compile("( *)# ( *)(?=[a-z][A-Za-z.]*:|- )");

  private static LoadedExperiment read(String text) throws Exception {
    return ExperimentReader.read(
        new ExperimentSource("template.yaml", text, Path.of("")), List.of());
  }

  @Test
  void everythingInCommentsIsValid() throws Exception {
    String template = Files.readString(TEMPLATE, UTF_8).replace("NAME", "shop");
    String uncommented =
        template
            .lines()
            .map(line -> COMMENTED.matcher(line).lookingAt() ? line.replaceFirst("# ", "") : line)
            .collect(Collectors.joining("\n"));
    LoadedExperiment loaded = read(uncommented);
    assertThat(loaded.notes()).noneMatch(note -> note.severity() == Problem.Severity.NOTE);
    assertThat(loaded.points()).hasSizeGreaterThan(1);
    Scenario all = loaded.base().scenario();
    Scenario plain = read(template).base().scenario();
    assertThat(all.classes()).isNotEqualTo(plain.classes());
    assertThat(all.clients()).isNotEqualTo(plain.clients());
    assertThat(all.server()).isNotEqualTo(plain.server());
    assertThat(all.resources().sinks()).isNotEmpty();
  }
}
