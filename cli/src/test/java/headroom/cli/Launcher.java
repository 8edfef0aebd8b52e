package headroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts the real launcher in a process of its own. */
final class Launcher {
  private static final long PATIENCE_S = 120;

  private final Path script;
  private final Path workingDirectory;

  private Launcher(Path script, Path workingDirectory) {
    this.script = script;
    this.workingDirectory = workingDirectory;
  }

  /** What a process said and ended with. */
  record Outcome(int status, String out, String err) {}

  /** The launcher of this project, called from {@code workingDirectory}. */
  static Launcher in(Path workingDirectory) {
    return new Launcher(root().resolve("headroom"), workingDirectory);
  }

  /** The same launcher, called by another name. */
  Launcher as(Path name) {
    return new Launcher(name, workingDirectory);
  }

  /** The top of the project. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      Path parent = directory.getParent();
      if (parent == null) {
        throw new IllegalStateException("the tests run outside the project");
      }
      directory = parent;
    }
    return directory;
  }

  /** Runs to the end with nothing on standard input. */
  Outcome run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /** Runs to the end with {@code input} on standard input. */
  Outcome runWith(String input, String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    return await(process);
  }

  /** Starts and does not wait. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    return begin(command);
  }

  /** Runs a line of shell in which {@code $H} is the launcher. */
  Outcome shell(String line) throws IOException, InterruptedException {
    return await(begin(List.of("sh", "-c", "H=$0; " + line, script.toString())));
  }

  private Process begin(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Waits for the end of a process; one that does not end is a failure. */
  static Outcome await(Process process) throws InterruptedException {
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("still running after " + PATIENCE_S + " s");
    }
    return new Outcome(process.exitValue(), out.join(), err.join());
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
