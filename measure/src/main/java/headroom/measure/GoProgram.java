package headroom.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that the Go on the path has built from sources of this package. */
final class GoProgram {
  private static final String GO = "go";
  private static final Pattern LANGUAGE = Pattern.compile("[0-9]+\\.[0-9]+");

  /** What the sources need. */
  private static final String OLDEST = "1.22";

  private static final long ASK_S = 30;
  private static final long BUILD_S = 600;

  private final Path binary;
  private final String version;

  private GoProgram(Path binary, String version) {
    this.binary = binary;
    this.version = version;
  }

  /**
   * Builds {@code sources} in {@code directory}.
   *
   * @throws MeasurementException if this is not Linux, there is no Go, or it does not build them
   */
  static GoProgram build(GoSources sources, Path directory)
      throws IOException, InterruptedException {
    String system = System.getProperty("os.name", "");
    if (!system.equals("Linux")) {
      throw new MeasurementException("only Linux can be measured, and this is " + system);
    }
    Path folder = directory.resolve(sources.folder());
    sources.copyTo(folder);
    String version = output(folder, ASK_S, List.of(GO, "env", "GOVERSION")).strip();
    output(folder, ASK_S, List.of(GO, "mod", "edit", "-go=" + language(version)));
    Path binary = directory.resolve(sources.folder() + ".bin");
    output(folder, BUILD_S, List.of(GO, "build", "-o", binary.toString(), "."));
    return new GoProgram(binary, version);
  }

  /**
   * The language that a compiler of {@code version} speaks, {@code 1.26}: with an older one in its
   * go.mod a program would get the defaults of GODEBUG of that time.
   */
  static String language(String version) {
    Matcher numbers = LANGUAGE.matcher(version);
    return numbers.find() ? numbers.group() : OLDEST;
  }

  /** The version of Go, for instance {@code go1.26.8}. */
  String version() {
    return version;
  }

  /**
   * Runs the program in {@code directory}; returns what it prints.
   *
   * @param seconds after which it is given up
   */
  String run(Path directory, long seconds, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(arguments);
    return output(directory, seconds, command);
  }

  private static String output(Path directory, long seconds, List<String> command)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(directory, "out", ".txt");
    Path failed = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(printed.toFile())
            .redirectError(failed.toFile());
    builder.environment().put("GOTOOLCHAIN", "local"); // nothing is downloaded
    builder.environment().put("CGO_ENABLED", "0"); // no C compiler is needed
    Process process = start(builder, command.get(0));
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new MeasurementException(command.get(0) + " had not ended after " + seconds + " s");
      }
    } finally {
      process.destroy(); // it ends its own children then
    }
    if (process.exitValue() != 0) {
      throw new MeasurementException(
          (command.get(0).equals(GO) ? GO + " " + command.get(1) : "the measured program")
              + " failed: "
              + Files.readString(failed, StandardCharsets.UTF_8).strip());
    }
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  private static Process start(ProcessBuilder builder, String command) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      String advice = command.equals(GO) ? "; Go has to be on the path (https://go.dev/dl)" : "";
      throw new MeasurementException("cannot start " + command + advice, e);
    }
  }
}
