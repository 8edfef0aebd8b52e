package headroom.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import headroom.cli.command.Verbs;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.gates.Markdown.Block;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Pages link to what is there, and what they tell the reader to type is accepted. */
class DocsTest {
  private static final Pattern EXPERIMENT =
      Pattern.compile("(?=.*^name:)(?=.*^arrivals:)", Pattern.DOTALL | Pattern.MULTILINE);

  /** A command of a page, with where it stands. */
  record Command(Block block, List<String> words) {
    @Override
    public String toString() {
      return block + ": " + String.join(" ", words);
    }
  }

  static List<Markdown> pages() {
    List<Markdown> pages = Repository.files(".md").stream().map(Markdown::of).toList();
    assertThat(pages).extracting(Markdown::file).contains(Path.of("README.md"));
    assertThat(pages).hasSizeGreaterThan(10);
    return pages;
  }

  static List<Block> experimentBlocks() {
    List<Block> found =
        pages().stream()
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.language().matches("ya?ml"))
            .filter(block -> EXPERIMENT.matcher(block.text()).find())
            .toList();
    assertThat(found).hasSizeGreaterThan(3);
    return found;
  }

  static List<Path> examples() {
    List<Path> found =
        Repository.files(".yaml").stream().filter(file -> file.startsWith("examples")).toList();
    assertThat(found).hasSizeGreaterThan(3).contains(Path.of("examples/quickstart.yaml"));
    return found;
  }

  static List<Command> commands() {
    List<Command> found = new ArrayList<>();
    for (Markdown page : pages()) {
      for (Block block : page.blocks()) {
        if (block.language().matches("sh|bash|shell|console")) {
          ShellWords.commands(block.text()).stream()
              .filter(words -> words.get(0).matches("(\\./)?headroom"))
              .forEach(words -> found.add(new Command(block, words.subList(1, words.size()))));
        }
      }
    }
    assertThat(found).hasSizeGreaterThan(5);
    return found;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Markdown page) {
    assertThat(page.localLinks())
        .as(page.file().toString())
        .allSatisfy(
            link -> {
              String[] parts = link.split("#", 2);
              Path target =
                  parts[0].isEmpty()
                      ? page.file()
                      : page.file().resolveSibling(parts[0]).normalize();
              assertThat(Repository.ROOT.resolve(target)).exists();
              if (parts.length == 2 && target.toString().endsWith(".md")) {
                assertThat(Markdown.of(target).anchors()).contains(parts[1]);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("experimentBlocks")
  void experimentsOnPagesAreValid(Block block) {
    Path folder = Repository.ROOT.resolve(block.file()).resolveSibling("");
    assertThatCode(
            () ->
                ExperimentReader.read(
                    new ExperimentSource(block.toString(), block.text(), folder), List.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreValid(Path file) {
    assertThatCode(
            () ->
                ExperimentReader.read(
                    ExperimentSource.of(Repository.ROOT.resolve(file)), List.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void commandsOnPagesAreAccepted(Command command) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine verbs = Verbs.commandLine(nowhere, nowhere);
    ParseResult parsed = verbs.parseArgs(command.words().toArray(String[]::new));
    if (parsed.hasSubcommand()) {
      assertThat(parsed.subcommand().commandSpec().usageMessage().hidden())
          .as("a verb that does not exist yet")
          .isFalse();
    }
    assertThat(command.words())
        .filteredOn(word -> word.startsWith("examples/"))
        .allSatisfy(word -> assertThat(Repository.ROOT.resolve(word)).exists());
  }

  @Test
  void mistakesAreSeen() {
    assertThat(ShellWords.commands("$ ./headroom run 'a b' \\\n  --seed 3 | tee x # why\n"))
        .containsExactly(List.of("./headroom", "run", "a b", "--seed", "3"), List.of("tee", "x"));
    Block block = new Block(Path.of("page.md"), "sh", 1, "");
    assertThatCode(
            () -> commandsOnPagesAreAccepted(new Command(block, List.of("run", "--sead", "3"))))
        .hasMessageContaining("--sead");
    assertThatCode(() -> experimentsOnPagesAreValid(new Block(block.file(), "yaml", 1, "name: x")))
        .hasMessageContaining("arrivals");
    Markdown page = new Markdown(Path.of("README.md"), List.of(), "[x](docs/nowhere.md)");
    assertThatCode(() -> linksLeadSomewhere(page)).hasMessageContaining("nowhere");
  }
}
