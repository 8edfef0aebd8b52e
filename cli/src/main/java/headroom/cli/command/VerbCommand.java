package headroom.cli.command;

import headroom.experiments.file.LoadedExperiment;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb has: streams and help. The call returns the exit status. */
abstract class VerbCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
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

  /** What to do if the process is asked to end. */
  final Interruption interruption() {
    return ((Verbs) spec.root().userObject()).interruption();
  }

  final CommandSpec spec() {
    return spec;
  }

  /**
   * What the user typed, as the way to repeat it; null if the experiment came by standard input.
   */
  final @Nullable String commandLine() {
    List<String> typed = typed();
    if (typed.contains("-")) {
      return null;
    }
    return "headroom " + String.join(" ", typed.stream().map(VerbCommand::quoted).toList());
  }

  /**
   * Has a large job done by another process, and returns its exit status; null if the job is to be
   * done here. What comes by standard input or another pipe has been read and comes once only.
   *
   * @param requests to be simulated
   */
  final @Nullable Integer doneElsewhere(double requests) throws InterruptedException {
    return comesOnce() ? null : FullCompiler.run(requests, typed());
  }

  /** Whether the file comes by standard input or another pipe, which can be read once. */
  final boolean comesOnce() {
    return typed().stream().anyMatch(each -> each.equals("-") || isPipe(each));
  }

  private static boolean isPipe(String typed) {
    return typed.equals("/dev/stdin") || typed.startsWith("/dev/fd/");
  }

  private List<String> typed() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  /** Says what {@code loaded} says without effect, and that its sweep is left out. */
  final void sayNotes(LoadedExperiment loaded) {
    loaded.notes().forEach(err()::println);
    if (!loaded.axes().isEmpty()) {
      err()
          .println("headroom: " + spec.name() + " leaves out the file's sweep; see headroom sweep");
    }
  }

  /** {@code argument} as a shell takes it for one word. */
  static String quoted(String argument) {
    boolean plain = argument.matches("[A-Za-z0-9_./:=,@%+-]+");
    return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
