package headroom.cli;

import headroom.cli.command.Verbs;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry point. */
public final class Headroom {
  private Headroom() {}

  /** Runs a verb and ends the process with its status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    PrintWriter out = utf8(System.out);
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("version"))) {
      out.println(Version.line());
      out.flush();
      return ExitStatus.DONE.code();
    }
    return Verbs.run(args, out, utf8(System.err));
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
