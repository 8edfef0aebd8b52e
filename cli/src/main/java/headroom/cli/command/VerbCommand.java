package headroom.cli.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb has: streams and help. The call returns the exit status. */
abstract class VerbCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  VerbCommand() {}

  /** For results. */
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** For everything else. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final CommandSpec spec() {
    return spec;
  }
}
