package headroom.cli.command;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Leaves a directory of results, whole or not at all, also when the process is interrupted. */
final class ResultWriter implements AutoCloseable {
  private static final double NS_PER_S = 1e9;
  private static final double MS_PER_S = 1e3;

  private final OutputOptions output;
  private final Path target;
  private final OutputDirectory directory;
  private final Thread onInterrupt;

  /** Refuses at once a directory that cannot be used, before any time is spent. */
  ResultWriter(OutputOptions output, Path target) throws IOException {
    this.output = output;
    this.target = target;
    try {
      this.directory = OutputDirectory.prepare(target);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException("--out: " + e.getMessage());
    }
    this.onInterrupt = new Thread(this::discard, "discard unfinished results");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /** Writes one more file. */
  void text(String file, String text) throws IOException {
    Files.writeString(directory.staging().resolve(file), text, StandardCharsets.UTF_8);
  }

  /** Writes a result with its table and, unless it is not wanted, charts and page. */
  void result(Result result, String resolvedYaml, @Nullable String command) throws IOException {
    ResultFile.write(directory.staging().resolve("result.json"), result);
    text("experiment.yaml", resolvedYaml);
    ReportWriter.Options options =
        output.report() ? ReportWriter.Options.all() : ReportWriter.Options.tableOnly();
    ReportWriter.write(result, resolvedYaml, command, directory.staging(), options);
  }

  /** Makes the directory appear. */
  void publish(Timing timing) throws IOException {
    ResultFile.write(directory.staging().resolve("timing.json"), timing);
    directory.publish();
  }

  /** Says where the results are and what they took. */
  void printPlace(PrintWriter out, Timing timing) {
    String took = FigureText.time(timing.wallS() * MS_PER_S);
    String speed = FigureText.number(timing.simulatedPerWall());
    Path first =
        Files.exists(target.resolve("report.html")) ? target.resolve("report.html") : target;
    out.println("  " + first + "   (" + took + ", " + speed + " times real time)");
  }

  @Override
  public void close() throws IOException {
    directory.close();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook does its work
    }
  }

  static double secondsSince(long startNs) {
    return (System.nanoTime() - startNs) / NS_PER_S;
  }

  private void discard() {
    try {
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
