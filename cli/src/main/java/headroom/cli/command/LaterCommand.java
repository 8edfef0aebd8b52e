package headroom.cli.command;

import headroom.cli.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A verb of a later release: says so. */
@Command(hidden = true)
final class LaterCommand implements Callable<Integer> {
  private final String name;

  @Spec private CommandSpec spec;

  @Unmatched
  @SuppressWarnings("UnusedVariable") // whatever follows the verb is not looked at
  private List<String> ignored;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  LaterCommand(String name) {
    this.name = name;
  }

  @Override
  public Integer call() {
    spec.commandLine()
        .getErr()
        .println("headroom: " + name + " is not available yet in this version");
    spec.commandLine()
        .getErr()
        .println("Available: run, sweep, compare, plan, explain; see headroom --help");
    return ExitStatus.BAD_USAGE.code();
  }
}
