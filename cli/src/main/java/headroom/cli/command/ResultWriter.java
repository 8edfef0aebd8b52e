package headroom.cli.command;

import headroom.experiments.result.Answer;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.Origin;
import headroom.experiments.result.OutputDirectory;
import headroom.experiments.result.OutputDirectory.Published;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.reports.ReportWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Leaves a directory of results, whole or not at all, also when the process is interrupted. */
final class ResultWriter implements AutoCloseable {
  private static final double NS_PER_S = 1e9;
  private static final double MS_PER_S = 1e3;
  private static final String RESULT = "result.json";

  private final OutputOptions output;
  private final Path target;
  private final PrintWriter err;
  private final Interruption interruption;
  private final OutputDirectory directory;

  /** Refuses at once a directory that cannot be used, before any time is spent. */
  ResultWriter(VerbCommand verb, OutputOptions output, Path target) throws IOException {
    this.output = output;
    this.target = target;
    this.err = verb.err();
    this.interruption = verb.interruption();
    interruption.begin();
    this.directory = open(target);
  }

  private static OutputDirectory open(Path target) throws IOException {
    try {
      return OutputDirectory.prepare(target);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException("--out: " + FileFailure.words(e));
    }
  }

  /** Where a sweep keeps its finished points. */
  Path points() {
    return directory.points();
  }

  /** The result that is there now, if any. */
  Path published() {
    return target.resolve(RESULT);
  }

  /** The result that was written and is not published yet. */
  Path staged() {
    return directory.staging().resolve(RESULT);
  }

  /** Before any time is spent: results of something else that {@code origin} will replace. */
  void sayWhatIsReplaced(Origin origin) throws IOException {
    Origin old = directory.origin();
    if (old != null && !old.equals(origin) && !output.quiet()) {
      err.println(
          "headroom: " + target + " holds the " + words(old) + "; it is replaced at the end");
    }
  }

  private static String words(Origin origin) {
    String source = origin.source() == null ? "" : " made from " + origin.source();
    return origin.verb() + " of " + origin.experiment() + source;
  }

  /** Writes one more file. */
  void text(String file, String text) throws IOException {
    writing(
        () -> Files.writeString(directory.staging().resolve(file), text, StandardCharsets.UTF_8));
  }

  /**
   * Writes a result with its table and, unless it is not wanted, charts and page.
   *
   * @param answer what a comparison or a plan says of the points; null if they are all there is
   */
  void result(Result result, @Nullable Answer answer, String resolvedYaml, @Nullable String command)
      throws IOException {
    writing(() -> ResultFile.write(result, directory.staging().resolve(RESULT)));
    text("experiment.yaml", resolvedYaml);
    writing(
        () ->
            ReportWriter.write(
                result, answer, resolvedYaml, command, directory.staging(), options()));
  }

  private ReportWriter.Options options() {
    return output.report() ? ReportWriter.Options.all() : ReportWriter.Options.tableOnly();
  }

  /** Makes the directory appear, and says what it takes the place of. */
  void publish(Timing timing, Origin origin) throws IOException {
    text("timing.json", ResultFile.toJson(timing));
    writing(() -> say(directory.publish(origin)));
  }

  /** What writes files. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** A disk that is full is not our failure; what stood in the directory is as it was. */
  private void writing(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new BadInputException(
          "cannot write to "
              + target
              + ": "
              + FileFailure.words(e)
              + "; what stood there is as it was");
    }
  }

  private void say(Published published) {
    for (String name : published.keptAside()) {
      err.println(keptAside(target.resolve(name)));
    }
    Origin old = published.replaced();
    if (old == null || output.quiet()) {
      return;
    }
    boolean report = published.removed().contains("report.html");
    err.println(
        "headroom: "
            + target
            + ": replaced the "
            + words(old)
            + (report && !output.report()
                ? ", and removed its report and charts, as --no-report makes none"
                : ""));
  }

  /** Says that {@code kept} is the new name of something of the user's. */
  static String keptAside(Path kept) {
    return "headroom: "
        + kept
        + " is what stood in the way of a result and was not written by headroom, or was changed";
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
    interruption.tidied();
  }

  static double secondsSince(long startNs) {
    return (System.nanoTime() - startNs) / NS_PER_S;
  }
}
