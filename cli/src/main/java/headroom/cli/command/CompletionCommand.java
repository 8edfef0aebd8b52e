package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.FishCompletion;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code headroom completion}. */
@Command(
    name = "completion",
    description = "Print a completion script for a shell.",
    footer = {
      "",
      "bash, zsh:  source <(headroom completion bash)",
      "fish:       headroom completion fish | source"
    })
final class CompletionCommand extends VerbCommand {
  /** Shells that there is a script for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
  CompletionCommand() {}

  @Override
  public Integer call() {
    CommandLine root = spec().root().commandLine();
    out()
        .print(
            shell == Shell.FISH
                ? FishCompletion.script(root.getCommandSpec())
                : AutoComplete.bash("headroom", root));
    out().flush();
    return ExitStatus.DONE.code();
  }
}
