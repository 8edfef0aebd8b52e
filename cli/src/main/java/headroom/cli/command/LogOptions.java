package headroom.cli.command;

import headroom.experiments.gctrace.GcTrace;
import headroom.experiments.openmetrics.MetricCsv;
import headroom.experiments.openmetrics.OpenMetricsText;
import headroom.experiments.run.FirstReplication.ProcessLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for what the logs of one simulated process would show. */
final class LogOptions {
  private static final String GC_TRACE = "--gctrace";
  private static final String METRICS = "--metrics";

  @Option(
      names = GC_TRACE,
      paramLabel = "FILE",
      description =
          "Write the collector's cycles of the first replication as GODEBUG=gctrace=1 does.")
  private @Nullable Path gcTrace;

  @Option(
      names = METRICS,
      paramLabel = "FILE",
      description =
          "Write the metrics of the first replication over time as OpenMetrics text; as CSV if the name ends in .csv.")
  private @Nullable Path metrics;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  LogOptions() {}

  /** A log is of one experiment. */
  void refuseSeveral(int files) {
    if (files > 1 && (gcTrace != null || metrics != null)) {
      throw new BadInputException(
          (gcTrace != null ? GC_TRACE : METRICS)
              + " names one file, but there are "
              + files
              + " files");
    }
  }

  /** The logs that are asked for; refuses at once files that cannot be written. */
  ProcessLogs open() throws IOException {
    ProcessLogs logs = new ProcessLogs();
    if (gcTrace != null) {
      logs.add(new SideFile(GC_TRACE, gcTrace), LogOptions::gcTrace);
    }
    if (metrics != null) {
      boolean table = metrics.toString().endsWith(".csv");
      logs.add(
          new SideFile(METRICS, metrics),
          table
              ? log -> MetricCsv.text(log.metrics())
              : log -> OpenMetricsText.text(log.metrics()));
    }
    return logs;
  }

  private static String gcTrace(ProcessLog log) {
    return GcTrace.text(log.scenario(), log.cycles());
  }
}
