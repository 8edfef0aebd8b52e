package headroom.cli.command;

import headroom.cli.OutputDirectory;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Leaves a directory of results. */
final class ResultWriter {
  private static final double NS_PER_S = 1e9;

  private final OutputOptions output;
  private final Path target;

  /** Refuses at once a directory that cannot be used, before any time is spent. */
  ResultWriter(OutputOptions output, String name) throws IOException {
    this.output = output;
    this.target = output.directory(name);
  }

  void write(Result result, Timing timing, String resolvedYaml) throws IOException {
    try (OutputDirectory directory = OutputDirectory.begin(target)) {
      Path folder = directory.path();
      ResultFile.write(folder.resolve("result.json"), result);
      ResultFile.write(folder.resolve("timing.json"), timing);
      Files.writeString(folder.resolve("experiment.yaml"), resolvedYaml, StandardCharsets.UTF_8);
      directory.publish();
    }
  }

  /** Says where the results are and what they took. */
  void printPlace(PrintWriter out, Timing timing) {
    out.println(
        "  "
            + target.resolve(output.report() ? "report.html" : "result.json")
            + "   ("
            + FigureText.time(timing.wallS() * 1e3)
            + ", "
            + FigureText.number(timing.simulatedPerWall())
            + " times real time)");
  }

  static double secondsSince(long startNs) {
    return (System.nanoTime() - startNs) / NS_PER_S;
  }
}
