package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
  @TempDir private Path parent;

  @Test
  void nothingIsSeenUntilAllIsWritten() throws IOException {
    Path outer = parent.resolve("out");
    Path target = outer.resolve("deep");
    try (OutputDirectory output = OutputDirectory.prepare(target)) {
      Files.writeString(output.staging().resolve("result.json"), "{}");
      assertThat(target).doesNotExist();
      output.publish();
    }
    assertThat(target.resolve("result.json")).hasContent("{}");
    assertThat(entries(outer)).isEqualTo(1);
  }

  @Test
  void whatIsNotPublishedLeavesNoTrace() throws IOException {
    try (OutputDirectory output = OutputDirectory.prepare(parent.resolve("out"))) {
      Files.writeString(output.staging().resolve("result.json"), "{}");
    }
    assertThat(entries(parent)).isZero();
  }

  @Test
  void anOlderResultIsReplacedWhole() throws IOException {
    Path target = Files.createDirectory(parent.resolve("out"));
    Files.writeString(target.resolve("result.json"), "old");
    Files.writeString(target.resolve("old.svg"), "old");
    try (OutputDirectory output = OutputDirectory.prepare(target)) {
      Files.writeString(output.staging().resolve("result.json"), "new");
      output.publish();
    }
    assertThat(target.resolve("result.json")).hasContent("new");
    assertThat(target.resolve("old.svg")).doesNotExist();
    assertThat(entries(parent)).isEqualTo(1);
  }

  @Test
  void aDirectoryWithOtherThingsIsRefused() throws IOException {
    Path home = Files.createDirectory(parent.resolve("home"));
    Files.writeString(home.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> OutputDirectory.prepare(home))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("is not empty and holds no results; choose another directory");
    assertThatThrownBy(() -> OutputDirectory.prepare(home.resolve("letter.txt")))
        .hasMessageEndingWith("is a file; choose another directory");
    assertThat(home.resolve("letter.txt")).hasContent("dear");
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.count();
    }
  }
}
