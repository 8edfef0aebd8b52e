package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.result.Origin;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.Planned;
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
      Planned plan = plan();
      ReportWriter.Options all = ReportWriter.Options.all();
      if (plan == null) {
        ReportWriter.write(result, experiment, null, output.staging(), all);
      } else {
        ReportWriter.writePlan(result, plan, experiment, null, output.staging(), all);
      }
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

  /** The answer that stands beside the result of a plan; null beside any other. */
  private @Nullable Planned plan() throws IOException {
    Path loads = directory.resolve("plan.json");
    Path settings = directory.resolve("choice.json");
    Path file = Files.exists(loads) ? loads : settings;
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return file.equals(loads) ? ResultFile.readPlan(file) : ResultFile.readChoice(file);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(file + ": " + e.getMessage());
    }
  }

  private static boolean isReport(String name) {
    return name.equals("points.csv") || name.equals("report.html") || name.startsWith("charts/");
  }
}
