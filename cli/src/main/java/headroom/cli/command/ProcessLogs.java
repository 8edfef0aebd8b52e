package headroom.cli.command;

import headroom.experiments.run.FirstReplication;
import headroom.experiments.run.FirstReplication.ProcessLog;
import headroom.experiments.run.Replicator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Files with what the logs of the first replication's process would show. */
final class ProcessLogs implements AutoCloseable {
  private final List<Log> logs = new ArrayList<>();
  private final FirstReplication first = new FirstReplication();

  private record Log(SideFile file, Function<ProcessLog, String> text) {}

  /** One more file, and what it holds. */
  void add(SideFile file, Function<ProcessLog, String> text) {
    for (Log other : logs) {
      if (other.file.target().equals(file.target())) {
        throw new BadInputException(file.shown() + " is named twice");
      }
    }
    logs.add(new Log(file, text));
  }

  /** Runs the replications and keeps what is asked for. */
  Replicator replicator() {
    return logs.isEmpty() ? Replicator.simulator() : first;
  }

  /** Writes all to private places; says which hold nothing. */
  void write(PrintWriter err) throws IOException {
    for (Log log : logs) {
      String text = log.text.apply(first.log());
      log.file.write(text);
      if (text.isEmpty()) {
        err.println("headroom: " + log.file.shown() + " is empty: the collector never ran");
      }
    }
  }

  /** Makes them appear. */
  void publish() throws IOException {
    for (Log log : logs) {
      log.file.publish();
    }
  }

  @Override
  public void close() throws IOException {
    for (Log log : logs) {
      log.file.close();
    }
  }
}
