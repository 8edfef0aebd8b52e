package headroom.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sources of a Go program that come with this package as resources. They need nothing but the
 * standard library, and Linux.
 *
 * @param folder beside this class
 * @param files in it, without tests
 */
record GoSources(String folder, List<String> files) {
  /** Does what an experiment says, with its clients and its downstream service. */
  static final GoSources PROGRAM =
      new GoSources(
          "program",
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
              "trace.go"));

  /** Measures what operations of Go and of the kernel cost. */
  static final GoSources PROBE =
      new GoSources(
          "probe",
          List.of(
              "collector.go",
              "compute.go",
              "constants.go",
              "core.go",
              "echo.go",
              "go.mod",
              "goroutines.go",
              "linux.go",
              "machine.go",
              "main.go",
              "memory.go",
              "network.go",
              "rounds.go",
              "statistics.go",
              "wake.go"));

  GoSources {
    files = List.copyOf(files);
  }

  /** Copies them into {@code directory}, which it makes. */
  void copyTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String name : files) {
      try (InputStream source = GoSources.class.getResourceAsStream(folder + "/" + name)) {
        if (source == null) {
          throw new IllegalStateException("the source " + name + " is not in the jar");
        }
        Files.copy(source, directory.resolve(name));
      }
    }
  }
}
