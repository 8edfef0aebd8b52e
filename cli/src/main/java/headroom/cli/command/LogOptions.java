package headroom.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what the logs of one simulated process would show. */
final class LogOptions {
  private static final String GC_TRACE = "--gctrace";

  @Option(
      names = GC_TRACE,
      paramLabel = "FILE",
      description =
          "Write the collector's cycles of the first replication as GODEBUG=gctrace=1 does.")
  private @Nullable Path gcTrace;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  LogOptions() {}

  /** A log is of one experiment. */
  void refuseSeveral(int files) {
    if (files > 1 && gcTrace != null) {
      throw new BadInputException(GC_TRACE + " names one file, but there are " + files + " files");
    }
  }

  /** The logs that are asked for; refuses at once files that cannot be written. */
  ProcessLogs open() throws IOException {
    return new ProcessLogs(gcTrace == null ? null : new SideFile(GC_TRACE, gcTrace));
  }
}
