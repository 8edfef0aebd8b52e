package headroom.cli.command;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of the user's choice that a run leaves beside its directory of results: whole or not at
 * all. A file of that name is replaced.
 */
final class SideFile implements AutoCloseable {
  private final String option;
  private final Path shown;
  private final Path target;
  private @Nullable Path staged;

  /**
   * Refuses at once a file that cannot be written, before any time is spent.
   *
   * @param option which names it
   */
  SideFile(String option, Path shown) throws IOException {
    this.option = option;
    this.shown = shown;
    boolean exists = Files.exists(shown);
    // a link is followed, as every program that writes to it would
    target = exists ? shown.toRealPath() : shown.toAbsolutePath().normalize();
    if (exists && !Files.isRegularFile(target)) {
      throw refusal(shown + (Files.isDirectory(target) ? " is a directory" : " is no file"));
    }
    if (!exists && Files.exists(shown, LinkOption.NOFOLLOW_LINKS)) {
      throw refusal(shown + " is a link to nowhere");
    }
    refuseDirectory(directory());
  }

  private void refuseDirectory(Path directory) {
    Path named = shown.getParent() == null ? directory : shown.getParent();
    if (!Files.exists(directory)) {
      throw refusal(named + ": no such directory");
    }
    if (!Files.isDirectory(directory)) {
      throw refusal(named + " is not a directory");
    }
    if (!Files.isWritable(directory)) {
      throw refusal(named + ": permission denied");
    }
  }

  /** Where it really lies. */
  Path target() {
    return target;
  }

  Path shown() {
    return shown;
  }

  /** Writes it to a private place beside. */
  void write(String text) throws IOException {
    try {
      Path part =
          target.resolveSibling(
              "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      staged = part;
      Files.writeString(part, text, StandardCharsets.UTF_8);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw refusal(FileFailure.words(e));
    }
  }

  /** Makes it appear. */
  void publish() throws IOException {
    if (staged == null) {
      throw new IllegalStateException(shown + " has not been written");
    }
    try {
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
      staged = null;
    } catch (IOException e) {
      throw refusal(FileFailure.words(e));
    }
  }

  @Override
  public void close() throws IOException {
    if (staged != null) {
      Files.deleteIfExists(staged);
    }
  }

  private Path directory() {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private BadInputException refusal(String words) {
    return new BadInputException(option + ": " + words);
  }
}
