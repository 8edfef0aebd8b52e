package headroom.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads simulate. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that simulate (default: all cores); results do not depend on it.")
  private @Nullable Integer threads;

  boolean isGiven() {
    return threads != null;
  }

  int threads() {
    if (threads != null && threads < 1) {
      throw new BadInputException("--threads " + threads + ": expected a number from 1");
    }
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
