package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import headroom.experiments.file.ExperimentReader;
import headroom.experiments.file.ExperimentSource;
import headroom.experiments.file.LoadedExperiment;
import headroom.experiments.result.Origin;
import headroom.experiments.result.Result;
import headroom.experiments.result.ResultFile;
import headroom.experiments.result.Timing;
import headroom.experiments.result.Verification;
import headroom.measure.Verifier;
import headroom.measure.Verifier.Verified;
import headroom.reports.table.VerificationSummary;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headroom verify}. */
@Command(
    name = "verify",
    description =
        "Run the same file on the real Go runtime of this machine (needs go), and show prediction"
            + " against measurement.",
    footer = {
      "",
      "Example: headroom verify checkout.yaml --duration 20s",
      "Builds a Go program that does what the file says, with its clients and the service behind",
      "it, and replays its requests in the simulator. Clients and program share this machine, so",
      "the profile is reference unless another is named. Status 4 says that they differ."
    })
final class VerifyCommand extends VerbCommand {
  private static final int MOST_SECONDS = 600;

  @Parameters(paramLabel = "FILE", description = "Experiment file; - is standard input.")
  private String file;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "Length of each run behind a second of warm-up (default: 10s).")
  private String duration;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often to measure; the median counts (default: 3).")
  private int repeats;

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "10%",
      description = "How far a prediction may be from the median (default: 10%%).")
  private String tolerance;

  @Mixin private SettingOptions settings;
  @Mixin private OutputOptions output;
  @Mixin private FormatOption format;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  VerifyCommand() {}

  @Override
  public Integer call() throws Exception {
    double allowed = ShareOption.parse("--tolerance", tolerance);
    double seconds = DurationOption.seconds("--duration", duration, 1, MOST_SECONDS);
    require(repeats >= 1 && repeats <= 100, "--repeats " + repeats + ": expected 1 to 100");
    ExperimentSource source = Sources.source(file);
    int cores = Runtime.getRuntime().availableProcessors();
    Verifier verifier = Verifier.of(source, settings.settings(), seconds, cores);
    LoadedExperiment loaded = ExperimentReader.read(source, settings.settings());
    sayNotes(loaded);
    String name = verifier.experiment().name();
    try (ResultWriter writer =
        new ResultWriter(this, output, output.directory(name, "-verified"))) {
      long startNs = System.nanoTime();
      Verified verified =
          new Experiments(output).verify(name, verifier, repeats, allowed, this::sayProgress);
      Result result =
          new Result(
              ResultFile.SCHEMA,
              name,
              Version.number(),
              verifier.experiment().scenario().seed(),
              List.of(verified.point()));
      Timing timing = Timing.of(result, ResultWriter.secondsSince(startNs), output.threads());
      Verification verification = verified.verification();
      writer.text("verification.json", ResultFile.toJson(verification));
      writer.text("trace.csv", verified.trace());
      writer.text("requests.csv", verified.requests());
      writer.result(result, verification, verified.resolvedYaml(), commandLine());
      writer.publish(timing, new Origin("verification", name, Sources.shown(file)));
      print(verification, writer, timing);
      return (verification.agrees() ? ExitStatus.DONE : ExitStatus.DIFFERS).code();
    }
  }

  private static void require(boolean holds, String words) {
    if (!holds) {
      throw new BadInputException(words);
    }
  }

  private void sayProgress(int repeat) {
    if (!output.quiet()) {
      err().println("headroom: measuring, " + repeat + " of " + repeats);
      err().flush();
    }
  }

  private void print(Verification verification, ResultWriter writer, Timing timing) {
    if (output.json()) {
      out().print(ResultFile.toJson(verification));
    }
    if (output.summary()) {
      out().print(VerificationSummary.text(verification, format.format()));
      if (format.forPeople()) {
        out().println();
        writer.printPlace(out(), timing);
      }
    }
    out().flush();
  }
}
