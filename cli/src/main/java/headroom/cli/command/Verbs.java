package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.Terminal;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program's verbs, and what becomes of their failures. */
@Command(
    name = "headroom",
    description = "Predicts latency, throughput and cost of a Go service from an experiment file.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      SweepCommand.class,
      CompareCommand.class,
      ValidateCommand.class,
      InitCommand.class,
      ExamplesCommand.class,
      SchemaCommand.class,
      ReportCommand.class,
      CompletionCommand.class,
      HelpCommand.class,
      VersionCommand.class
    },
    footer = {
      "",
      "Exit status: 0 done, 1 internal failure, 2 bad usage or experiment file,",
      "3 done but the SLO is missed or the simulated process crashed, 130 interrupted.",
      "Start with: headroom init, or headroom examples."
    })
public final class Verbs {
  /** Verbs that are named in the documentation of the file format but do not exist yet. */
  private static final List<String> LATER =
      List.of("plan", "explain", "calibrate", "verify", "costs");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  private Verbs() {}

  /** Runs the verb that {@code args} names and returns the exit status. */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    return commandLine(out, err).execute(args);
  }

  /** The verbs with their options, writing to {@code out} and {@code err}. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new Verbs());
    for (String name : LATER) {
      commands.addSubcommand(name, new LaterCommand(name));
    }
    return commands
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi(false)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(Verbs::badUsage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  private static int badUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    boolean unknownVerb =
        failure instanceof CommandLine.UnmatchedArgumentException && command.getParent() == null;
    err.println(
        "headroom: "
            + (unknownVerb ? "unknown command \"" + args[0] + "\"" : failure.getMessage()));
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitStatus.BAD_USAGE.code();
  }

  private static int failed(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidExperimentException invalid) {
      return badExperiment(invalid.problems(), err);
    }
    if (failure instanceof BadInputException) {
      err.println("headroom: " + failure.getMessage());
      return ExitStatus.BAD_USAGE.code();
    }
    if (failure instanceof InterruptedException || failure instanceof CancellationException) {
      err.println("headroom: interrupted, nothing was written");
      return ExitStatus.INTERRUPTED.code();
    }
    err.println(
        "headroom: "
            + (failure instanceof IOException ? "" : "internal failure: ")
            + words(failure));
    if ("1".equals(System.getenv("HEADROOM_DEBUG"))) {
      failure.printStackTrace(err);
    } else {
      err.println("Run again with HEADROOM_DEBUG=1 to see where it comes from.");
    }
    return ExitStatus.FAILED.code();
  }

  private static int badExperiment(List<Problem> problems, PrintWriter err) {
    problems.forEach(err::println);
    long errors = problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).count();
    err.println(errors + (errors == 1 ? " problem" : " problems") + ", nothing was run");
    return ExitStatus.BAD_USAGE.code();
  }

  private static String words(Exception failure) {
    String message = failure.getMessage();
    return message == null || failure instanceof java.nio.file.FileSystemException
        ? failure.toString()
        : message;
  }
}
