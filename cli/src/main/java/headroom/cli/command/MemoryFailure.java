package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.experiments.result.FigureText;
import java.io.PrintWriter;

/** What is said when the simulator finds no more memory. */
final class MemoryFailure {
  private static final double BYTES_PER_MB = 1e6;

  private MemoryFailure() {}

  /** One line with what to change. */
  static String words(OutOfMemoryError failure) {
    String message = String.valueOf(failure.getMessage());
    boolean heap = message.contains("heap space") || message.contains("GC overhead");
    return "out of memory: "
        + (heap
            ? "the simulation needs more than the "
                + FigureText.count(Math.round(Runtime.getRuntime().maxMemory() / BYTES_PER_MB))
                + " MB that it may take"
            : message)
        + ". Waiting requests take most of it: bound the queue (server.queue), lower the load or"
        + " shorten run.duration; --threads 1 runs one replication at a time; HEADROOM_HEAP=8g"
        + " allows 8 GB";
  }

  /** Prints the line; returns the exit status. */
  static int print(OutOfMemoryError failure, PrintWriter err) {
    err.println("headroom: " + words(failure));
    return ExitStatus.FAILED.code();
  }
}
