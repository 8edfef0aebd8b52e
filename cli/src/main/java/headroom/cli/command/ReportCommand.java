package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.reports.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code headroom report}. */
@Command(
    name = "report",
    description = "Rebuild the report and the charts of a result directory.",
    footer = {"", "Example: headroom report headroom-out/checkout"})
final class ReportCommand extends VerbCommand {
  @Parameters(paramLabel = "DIR", description = "A directory that holds a result.json.")
  private Path directory;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    Path file = directory.resolve("result.json");
    Result result;
    try {
      result = ResultFile.read(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(directory + " is no result directory: it holds no result.json");
    } catch (IOException e) {
      throw new BadInputException(file + ": " + e.getMessage());
    }
    Path yaml = directory.resolve("experiment.yaml");
    String experiment = Files.exists(yaml) ? Files.readString(yaml) : "";
    ReportWriter.write(result, experiment, null, directory, ReportWriter.Options.all());
    out().println("Wrote " + directory.resolve("report.html"));
    return ExitStatus.DONE.code();
  }
}
