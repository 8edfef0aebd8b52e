package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.result.Answer;
import headroom.experiments.result.Origin;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.reports.ReportWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
    interruption().begin();
    try (OutputDirectory output = open()) {
      Result result = result();
      Path yaml = directory.resolve("experiment.yaml");
      String experiment = Files.exists(yaml) ? Files.readString(yaml) : "";
      ReportWriter.Options all = ReportWriter.Options.all();
      ReportWriter.write(result, answer(), experiment, null, output.staging(), all);
      output.keep(name -> !isReport(name));
      Origin origin = output.origin();
      output
          .publish(origin == null ? new Origin("report", result.experiment(), null) : origin)
          .keptAside()
          .forEach(name -> err().println(ResultWriter.keptAside(directory.resolve(name))));
      out().println("Wrote " + directory.resolve("report.html"));
    } finally {
      interruption().tidied();
    }
    return ExitStatus.DONE.code();
  }

  /** A directory that holds a result may be reported on, whoever put it there. */
  private OutputDirectory open() throws IOException {
    result();
    return OutputDirectory.prepareBeside(directory);
  }

  private Result result() throws IOException {
    Path file = directory.resolve("result.json");
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new BadInputException(directory + " is no result directory but a file");
    }
    try {
      return ResultFile.read(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(directory + " is no result directory: it holds no result.json");
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(file + ": " + e.getMessage());
    }
  }

  /** What stands beside the result of a comparison or a plan; null beside any other. */
  private @Nullable Answer answer() throws IOException {
    try {
      return ResultFile.readAnswer(directory);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isReport(String name) {
    return name.equals("points.csv") || name.equals("report.html") || name.startsWith("charts/");
  }
}
