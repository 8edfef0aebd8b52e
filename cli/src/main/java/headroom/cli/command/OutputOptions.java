package headroom.cli.command;

import headroom.cli.console.Terminal;
import headroom.experiments.file.ExperimentName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where results go and how they look. */
final class OutputOptions {
  private static final Path HOME = Path.of("headroom-out");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Directory of the results (default: headroom-out/NAME; of a sweep NAME-sweep, of a comparison NAME-compared, of a plan NAME-plan, of an explanation NAME-explained, of a sensitivity analysis NAME-sensitivity, of a verification NAME-verified).")
  private @Nullable Path directory;

  @Option(
      names = "--json",
      description = "Print the result file on standard output and nothing else.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print no summary and no progress.")
  private boolean quiet;

  @Option(names = "--no-report", description = "Make no charts and no HTML report.")
  private boolean noReport;

  @Option(names = "--no-color", description = "Print without colour; so does NO_COLOR.")
  private boolean noColor;

  @Mixin private ThreadsOption threads;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  OutputOptions() {}

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  /** Whether a summary is printed. */
  boolean summary() {
    return !quiet && !json;
  }

  /** Whether progress is drawn. */
  boolean progress() {
    return !quiet && Terminal.showsProgress();
  }

  boolean report() {
    return !noReport;
  }

  Ansi ansi() {
    return Terminal.ansi(noColor);
  }

  boolean namesDirectory() {
    return directory != null;
  }

  /**
   * The directory for results of the experiment {@code name}.
   *
   * @param suffix by verb, so that the results of one do not take the place of another's
   */
  Path directory(String name, String suffix) {
    return directory == null ? HOME.resolve(ExperimentName.fileName(name) + suffix) : directory;
  }

  boolean namesThreads() {
    return threads.isGiven();
  }

  int threads() {
    return threads.threads();
  }
}
