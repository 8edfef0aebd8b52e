package headroom.cli.command;

import headroom.experiments.gctrace.GcTrace;
import headroom.experiments.run.FirstReplication;
import headroom.experiments.run.FirstReplication.ProcessLog;
import headroom.experiments.run.Replicator;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Files with what the logs of the first replication's process would show. */
final class ProcessLogs implements AutoCloseable {
  private final @Nullable SideFile gcTrace;
  private final FirstReplication first = new FirstReplication();

  /** Those that are not null. */
  ProcessLogs(@Nullable SideFile gcTrace) {
    this.gcTrace = gcTrace;
  }

  /** Runs the replications and keeps what is asked for. */
  Replicator replicator() {
    return gcTrace == null ? Replicator.simulator() : first;
  }

  /** Writes all to private places; says if there is nothing to write. */
  void write(PrintWriter err) throws IOException {
    if (gcTrace != null) {
      ProcessLog log = first.log();
      gcTrace.write(GcTrace.text(log.scenario(), log.cycles()));
      if (log.cycles().isEmpty()) {
        err.println("headroom: " + gcTrace.shown() + " is empty: the collector never ran");
      }
    }
  }

  /** Makes them appear. */
  void publish() throws IOException {
    if (gcTrace != null) {
      gcTrace.publish();
    }
  }

  @Override
  public void close() throws IOException {
    if (gcTrace != null) {
      gcTrace.close();
    }
  }
}
