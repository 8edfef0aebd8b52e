package headroom.experiments.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import headroom.experiments.result.OutputDirectory.Published;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {
  private static final Origin ORIGIN = new Origin("run", "shop", "shop.yaml");

  @TempDir private Path parent;

  /** It used to leave its lock behind, and the directory that held it. */
  @Test
  void anInterruptWhileItIsPreparedLeavesNothing() throws IOException {
    Path target = parent.resolve("interrupted");
    Thread.currentThread().interrupt();
    try (OutputDirectory output = OutputDirectory.prepare(target)) {
      assertThat(output.staging()).isDirectory();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void nothingIsSeenUntilAllIsWritten() throws IOException {
    Path target = parent.resolve("out/deep");
    try (OutputDirectory output = OutputDirectory.prepare(target)) {
      write(output, "result.json", "{}");
      write(output, "charts/a.svg", "<svg>");
      assertThat(names(target)).containsExactly(".headroom");
      Published published = output.publish(ORIGIN);
      assertThat(published).isEqualTo(new Published(null, List.of(), List.of()));
    }
    assertThat(names(target)).containsExactly(".headroom", "charts", "result.json");
    assertThat(target.resolve("result.json")).hasContent("{}");
    assertThat(names(target.resolve(".headroom"))).containsExactly("manifest.json");
    assertThat(names(parent)).containsExactly("out");
  }

  @Test
  void whatIsNotPublishedLeavesNoTrace() throws IOException {
    try (OutputDirectory output = OutputDirectory.prepare(parent.resolve("a/b"))) {
      write(output, "result.json", "{}");
    }
    assertThat(names(parent)).isEmpty();
    Path empty = Files.createDirectory(parent.resolve("mine"));
    try (OutputDirectory output = OutputDirectory.prepare(empty)) {
      write(output, "result.json", "{}");
    }
    assertThat(names(parent)).containsExactly("mine");
    assertThat(names(empty)).isEmpty();
  }

  @Test
  void whatWeWroteIsReplacedAndWhatOthersWroteStays() throws IOException {
    Path target = parent.resolve("out");
    publish(target, Map.of("result.json", "old", "charts/old.svg", "old", "report.html", "old"));
    Files.writeString(target.resolve("notes.txt"), "mine");
    Files.writeString(target.resolve("charts/mine.svg"), "mine");
    Published published = publish(target, Map.of("result.json", "new"));
    assertThat(published.replaced()).isEqualTo(ORIGIN);
    assertThat(published.removed()).containsExactlyInAnyOrder("charts/old.svg", "report.html");
    assertThat(published.keptAside()).isEmpty();
    assertThat(target.resolve("result.json")).hasContent("new");
    assertThat(names(target)).containsExactly(".headroom", "charts", "notes.txt", "result.json");
    assertThat(names(target.resolve("charts"))).containsExactly("mine.svg");
  }

  @Test
  void aFileThatTheUserChangedOrPutInTheWayGetsAnotherName() throws IOException {
    Path target = parent.resolve("out");
    publish(target, Map.of("result.json", "old", "experiment.yaml", "old"));
    Files.writeString(target.resolve("experiment.yaml"), "changed by hand");
    Files.writeString(target.resolve("charts"), "a file of the user's");
    Published published =
        publish(
            target, Map.of("result.json", "new", "experiment.yaml", "new", "charts/a.svg", "new"));
    assertThat(published.keptAside())
        .containsExactlyInAnyOrder("charts.kept", "experiment.yaml.kept");
    assertThat(target.resolve("experiment.yaml")).hasContent("new");
    assertThat(target.resolve("experiment.yaml.kept")).hasContent("changed by hand");
    assertThat(target.resolve("charts.kept")).hasContent("a file of the user's");
    assertThat(target.resolve("charts/a.svg")).hasContent("new");
  }

  @Test
  void aChangedFileWithoutASuccessorStays() throws IOException {
    Path target = parent.resolve("out");
    publish(target, Map.of("result.json", "old", "report.html", "old"));
    Files.writeString(target.resolve("report.html"), "with my remarks");
    publish(target, Map.of("result.json", "new"));
    assertThat(target.resolve("report.html")).hasContent("with my remarks");
    publish(target, Map.of("result.json", "newer"));
    assertThat(target.resolve("report.html")).hasContent("with my remarks");
  }

  @Test
  void aDirectoryThatIsNotOursIsRefusedWhateverItHolds() throws IOException {
    for (String name : List.of("letter.txt", "result.json", "comparison.json", ".git")) {
      Path home = Files.createDirectory(parent.resolve("home of " + name));
      Files.writeString(home.resolve(name), "{\"mine\": true}");
      assertThatThrownBy(() -> OutputDirectory.prepare(home))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(FileSystemException.class)
          .hasMessageStartingWith(home + " is not empty and was not written by headroom")
          .hasMessageContaining("choose another --out");
      assertThat(names(home)).containsExactly(name);
    }
    Path file = Files.writeString(parent.resolve("file"), "dear");
    assertThatThrownBy(() -> OutputDirectory.prepare(file))
        .hasMessage(file + " is a file; choose another --out");
    assertThatThrownBy(() -> OutputDirectory.prepare(file.resolve("a/b")))
        .hasMessage(
            file.resolve("a/b")
                + " cannot be made, for "
                + file
                + " is a file; choose another --out");
    assertThat(file).hasContent("dear");
  }

  @Test
  void aManifestThatListsFilesElsewhereIsNotOurs() throws IOException {
    Path victim = Files.writeString(parent.resolve("victim"), "dear");
    Path target = parent.resolve("out");
    publish(target, Map.of("result.json", "old"));
    Path manifest = target.resolve(".headroom/manifest.json");
    String text = Files.readString(manifest);
    for (String name :
        List.of("../victim", "a/../../victim", victim.toString(), ".headroom/lock")) {
      Files.writeString(manifest, text.replace("result.json", name));
      assertThatThrownBy(() -> OutputDirectory.prepare(target))
          .hasMessageContaining("not a manifest of headroom: it lists " + name);
    }
    for (String other : List.of("", "{", "{}", "[1]", "{\"files\": {\"a\": 3}}", "null")) {
      Files.writeString(manifest, other);
      assertThatThrownBy(() -> OutputDirectory.prepare(target))
          .as(other)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a manifest of headroom");
    }
    assertThat(victim).hasContent("dear");
  }

  @Test
  void aLinkToADirectoryIsFollowed() throws IOException {
    Path real = Files.createDirectory(parent.resolve("real"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), real);
    publish(link, Map.of("result.json", "one"));
    publish(link, Map.of("result.json", "two"));
    assertThat(link).isSymbolicLink();
    assertThat(real.resolve("result.json")).hasContent("two");
    Path nowhere = Files.createSymbolicLink(parent.resolve("dangling"), parent.resolve("nowhere"));
    assertThatThrownBy(() -> OutputDirectory.prepare(nowhere))
        .hasMessage(nowhere + " is a link to nowhere; choose another --out");
    assertThat(nowhere).isSymbolicLink();
  }

  /** Charts live on another disk: the folder is a link. */
  @Test
  void aLinkInsideIsFollowedToo() throws IOException {
    Path target = parent.resolve("out");
    publish(target, Map.of("result.json", "one"));
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("a.svg"), "mine");
    Files.createSymbolicLink(target.resolve("charts"), elsewhere);
    publish(target, Map.of("result.json", "two", "charts/a.svg", "<svg>"));
    assertThat(elsewhere.resolve("a.svg")).hasContent("<svg>");
    assertThat(elsewhere.resolve("a.svg.kept")).hasContent("mine");
    publish(target, Map.of("result.json", "three"));
    assertThat(names(elsewhere)).containsExactly("a.svg.kept");
    assertThat(target.resolve("charts")).isSymbolicLink();
  }

  @Test
  void onlyOneWritesAtATime() throws IOException {
    Path target = parent.resolve("out");
    Path link = Files.createSymbolicLink(parent.resolve("link"), target);
    try (OutputDirectory first = OutputDirectory.prepare(target)) {
      write(first, "result.json", "first");
      for (Path other : List.of(target, link)) {
        assertThatThrownBy(() -> OutputDirectory.prepare(other))
            .hasMessageStartingWith(
                "another run writes to "
                    + other
                    + " (process "
                    + ProcessHandle.current().pid()
                    + ")");
      }
      first.publish(ORIGIN);
    }
    assertThat(target.resolve("result.json")).hasContent("first");
    publish(target, Map.of("result.json", "second"));
    assertThat(target.resolve("result.json")).hasContent("second");
  }

  @Test
  void whatAKilledProcessLeftIsNoObstacleAndGoesAway() throws IOException {
    Path target = parent.resolve("out");
    Path own = Files.createDirectories(target.resolve(".headroom"));
    Files.writeString(own.resolve("lock"), "999999");
    Files.createDirectories(own.resolve("work-999999/files"));
    Files.writeString(own.resolve("work-999999/files/result.json"), "half");
    Files.createDirectories(own.resolve("points"));
    Files.writeString(own.resolve("points/a.json"), "a finished point");
    publish(target, Map.of("result.json", "new"));
    assertThat(names(own)).containsExactly("manifest.json", "points");
    assertThat(own.resolve("points/a.json")).hasContent("a finished point");
  }

  /** The state after each step of a publication is what a kill at that moment leaves. */
  @Test
  void aPublicationThatWasCutShortIsEndedByTheNext() throws IOException {
    Map<String, String> old =
        Map.of("result.json", "same", "report.html", "old", "experiment.yaml", "same");
    Map<String, String> latest =
        Map.of("result.json", "same", "charts/a.svg", "new", "experiment.yaml", "same");
    for (int moved = 0; moved <= latest.size(); moved++) {
      Path target = parent.resolve("out" + moved);
      publish(target, old);
      Path ready = decided(target, latest);
      Files.delete(target.resolve("result.json"));
      for (String name : latest.keySet().stream().sorted().limit(moved).toList()) {
        Files.createDirectories(target.resolve("charts"));
        Files.deleteIfExists(target.resolve(name));
        Files.move(ready.resolve("files").resolve(name), target.resolve(name));
      }
      OutputDirectory.prepare(target).close();
      assertThat(names(target))
          .as("after " + moved)
          .containsExactly(".headroom", "charts", "experiment.yaml", "result.json");
      for (Map.Entry<String, String> file : latest.entrySet()) {
        assertThat(target.resolve(file.getKey())).hasContent(file.getValue());
      }
      assertThat(names(target.resolve(".headroom"))).containsExactly("manifest.json");
    }
  }

  /** As {@code publish} leaves it when its process is killed right after the decision. */
  private static Path decided(Path target, Map<String, String> files) throws IOException {
    Path ready = target.resolve(".headroom/ready");
    Map<String, String> hashes = new TreeMap<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = ready.resolve("files").resolve(file.getKey());
      Files.createDirectories(ready.resolve("files/charts"));
      Files.writeString(path, file.getValue());
      hashes.put(file.getKey(), Manifest.hash(path));
    }
    new Manifest(ORIGIN, hashes).write(ready.resolve("manifest.json"));
    return ready;
  }

  private static Published publish(Path target, Map<String, String> files) throws IOException {
    try (OutputDirectory output = OutputDirectory.prepare(target)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(output, file.getKey(), file.getValue());
      }
      return output.publish(ORIGIN);
    }
  }

  private static void write(OutputDirectory output, String name, String text) throws IOException {
    Path file = output.staging().resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
