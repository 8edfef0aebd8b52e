package headroom.cli.command;

import headroom.cli.ExitStatus;
import headroom.cli.console.Terminal;
import headroom.experiments.file.InvalidExperimentException;
import headroom.experiments.file.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
    footer = {
      "",
      "Exit status: 0 done, 1 internal failure or out of memory, 2 bad usage, bad experiment file, or",
      "a file or standard output that cannot be read or written, 3 done but the SLO is missed or the simulated process crashed, 4 verify: prediction and",
      "measurement differ, 130 interrupted.",
      "Start with: headroom init, or headroom examples."
    })
public final class Verbs {
  /** As the help lists them. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "sweep",
          "compare",
          "plan",
          "explain",
          "sensitivity",
          "serve",
          "verify",
          "calibrate",
          "validate",
          "init",
          "examples",
          "costs",
          "schema",
          "report",
          "completion",
          "help",
          "version");

  /** Verbs that speak of all others. */
  private static final Set<String> OF_ALL = Set.of("completion", "help");

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

  private final Interruption interruption = new Interruption();

  private Verbs() {}

  /** Runs the verb that {@code args} names and returns the exit status. */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    Verbs verbs = new Verbs();
    try {
      return commandLine(verbs, needed(args), out, err).execute(args);
    } catch (LinkageError e) {
      if (verbs.interruption.asked()) {
        return interrupted(err);
      }
      throw e;
    } finally {
      verbs.interruption.over();
    }
  }

  /** The verbs with their options, writing to {@code out} and {@code err}. */
  public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return commandLine(new Verbs(), NAMES, out, err);
  }

  /** To read the options of every verb takes a tenth of a second of CPU. */
  private static List<String> needed(String[] args) {
    boolean alone = args.length > 0 && NAMES.contains(args[0]) && !OF_ALL.contains(args[0]);
    return alone ? List.of(args[0]) : NAMES;
  }

  private static Object command(String name) {
    return switch (name) {
      case "run" -> new RunCommand();
      case "sweep" -> new SweepCommand();
      case "compare" -> new CompareCommand();
      case "plan" -> new PlanCommand();
      case "explain" -> new ExplainCommand();
      case "sensitivity" -> new SensitivityCommand();
      case "serve" -> new ServeCommand();
      case "verify" -> new VerifyCommand();
      case "calibrate" -> new CalibrateCommand();
      case "validate" -> new ValidateCommand();
      case "init" -> new InitCommand();
      case "examples" -> new ExamplesCommand();
      case "costs" -> new CostsCommand();
      case "schema" -> new SchemaCommand();
      case "report" -> new ReportCommand();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      case "version" -> new VersionCommand();
      default -> throw new IllegalArgumentException("no verb " + name);
    };
  }

  private static CommandLine commandLine(
      Verbs verbs, List<String> names, PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(verbs);
    names.forEach(name -> commands.addSubcommand(name, command(name)));
    return commands
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.ansi(false)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .registerConverter(Path.class, Verbs::path)
        .setParameterExceptionHandler(Verbs::badUsage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  /** What to do if the process is asked to end. */
  Interruption interruption() {
    return interruption;
  }

  /** The path that the user names as {@code text}. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      boolean nul = text.indexOf('\0') >= 0;
      throw new BadInputException(
          "\""
              + text
              + "\" cannot name a file"
              + (nul ? "" : " in this locale; set LC_ALL to one with UTF-8, for instance C.UTF-8"));
    }
  }

  private static int badUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    if (failure.getCause() instanceof BadInputException bad) {
      return badInput(bad.words(), err);
    }
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
    Verbs verbs = (Verbs) command.getCommandSpec().root().userObject();
    if (verbs.interruption.asked() || isInterruption(failure)) {
      return interrupted(err);
    }
    if (failure instanceof InvalidExperimentException invalid) {
      return badExperiment(invalid.problems(), err);
    }
    if (failure instanceof BadInputException bad) {
      return badInput(bad.words(), err);
    }
    if (failure instanceof IOException file) {
      return badInput(FileFailure.words(file), err);
    }
    if (failure.getCause() instanceof IOException file && failure instanceof UncheckedIOException) {
      return badInput(FileFailure.words(file), err);
    }
    return internal(failure, err);
  }

  /** Whether something ended because its thread was interrupted. */
  static boolean isInterruption(Throwable failure) {
    return failure instanceof InterruptedException
        || failure instanceof CancellationException
        || failure instanceof ClosedByInterruptException;
  }

  private static int interrupted(PrintWriter err) {
    err.println("headroom: interrupted, nothing was written");
    return ExitStatus.INTERRUPTED.code();
  }

  private static int badInput(String message, PrintWriter err) {
    err.println("headroom: " + message);
    return ExitStatus.BAD_USAGE.code();
  }

  /** The last resort: one line for a failure that is ours. */
  public static int internal(Throwable failure, PrintWriter err) {
    if (failure instanceof OutOfMemoryError memory) {
      return MemoryFailure.print(memory, err);
    }
    err.println("headroom: internal failure: " + words(failure) + "; please report it");
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

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message != null && failure instanceof IllegalStateException
        ? message
        : failure.toString();
  }
}
