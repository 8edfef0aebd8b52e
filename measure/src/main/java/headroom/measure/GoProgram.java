package headroom.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Go program that does what an experiment says, with its clients and its downstream service. It
 * is built from the sources that come with this class by the Go that is on the path, and needs
 * nothing but the standard library.
 */
final class GoProgram {
  /** The files of the program, in the folder {@code program} beside this class. */
  static final List<String> SOURCES =
      List.of(
          "board.go",
          "child.go",
          "client.go",
          "connections.go",
          "cpu.go",
          "downstream.go",
          "go.mod",
          "heap.go",
          "linux.go",
          "machine.go",
          "main.go",
          "plan.go",
          "results.go",
          "server.go",
          "steps.go",
          "supervisor.go",
          "trace.go");

  /** A program that does not end by itself so long after its last request is given up, s. */
  private static final long GRACE_S = 60;

  private final Path binary;
  private final String version;

  private GoProgram(Path binary, String version) {
    this.binary = binary;
    this.version = version;
  }

  /**
   * Builds the program in {@code directory}.
   *
   * @throws MeasurementException if there is no Go, or it does not build the program
   */
  static GoProgram build(Path directory) throws IOException, InterruptedException {
    Path sources = Files.createDirectories(directory.resolve("program"));
    for (String name : SOURCES) {
      try (InputStream source = GoProgram.class.getResourceAsStream("program/" + name)) {
        if (source == null) {
          throw new IllegalStateException("the source " + name + " is not in the jar");
        }
        Files.copy(source, sources.resolve(name));
      }
    }
    String version = output(sources, 30, "go", "env", "GOVERSION").strip();
    Path binary = directory.resolve("measured");
    output(sources, 600, "go", "build", "-o", binary.toString(), ".");
    return new GoProgram(binary, version);
  }

  /** The version of Go, for instance {@code go1.26.8}. */
  String version() {
    return version;
  }

  /**
   * Runs {@code plan.json} and {@code trace.csv} of {@code input}, and leaves what was measured in
   * {@code results}.
   *
   * @param seconds until the last request has arrived
   */
  void run(Path input, Path results, double seconds) throws IOException, InterruptedException {
    output(
        input,
        (long) Math.ceil(seconds) + GRACE_S,
        binary.toString(),
        "run",
        "--plan",
        input.resolve("plan.json").toString(),
        "--trace",
        input.resolve(TraceFile.NAME).toString(),
        "--out",
        Files.createDirectories(results).toString());
  }

  /** What a command prints; it runs in {@code directory}. */
  private static String output(Path directory, long seconds, String... command)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(directory, "out", ".txt");
    Path failed = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(directory.toFile())
            .redirectOutput(printed.toFile())
            .redirectError(failed.toFile());
    builder.environment().putIfAbsent("GOFLAGS", "-mod=mod");
    builder.environment().put("GOTOOLCHAIN", "local");
    Process process = start(builder, command[0]);
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new MeasurementException(command[0] + " had not ended after " + seconds + " s");
      }
    } finally {
      stop(process);
    }
    if (process.exitValue() != 0) {
      throw new MeasurementException(
          String.join(" ", List.of(command).subList(0, Math.min(2, command.length)))
              + " failed: "
              + Files.readString(failed, StandardCharsets.UTF_8).strip());
    }
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  private static Process start(ProcessBuilder builder, String command) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new MeasurementException(
          "cannot start "
              + command
              + (command.equals("go") ? "; verify needs Go on the path (https://go.dev/dl)" : ""),
          e);
    }
  }

  /** The program ends its own children when it is asked to end. */
  private static void stop(Process process) {
    process.destroy();
  }
}
