package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.Version;
import picocli.CommandLine.Command;

/** {@code headroom version}. */
@Command(name = "version", description = "Show the version.")
final class VersionCommand extends VerbCommand {
  @Override
  public Integer call() {
    out().println(Version.line());
    return ExitStatus.DONE.code();
  }
}
