package headroom.cli;

import headroom.cli.command.Verbs;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The entry point. */
public final class Headroom {
  /** As with {@code headroom schema | head}: the reader has seen enough, no need to tell. */
  private static final String READER_HAS_GONE = "Broken pipe";

  /** Set in the process that does a large job for another: its standard input ends with that. */
  public static final String SECOND_PROCESS = "headroom.second";

  /** As of a process that was killed. */
  private static final int KILLED = 137;

  private Headroom() {}

  /** Runs a verb and ends the process with its status. */
  public static void main(String[] args) {
    if (Boolean.getBoolean(SECOND_PROCESS)) {
      endWithTheFirst();
    }
    System.exit(run(args));
  }

  /**
   * Ends this process if the first one is killed, which could not pass that on: whoever killed it
   * meant the job, and would find its directory in use. The pipe from it is closed then, and not
   * before.
   */
  private static void endWithTheFirst() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nothing is ever written
                }
              } catch (IOException e) {
                // a pipe that is broken has ended, too
              }
              Runtime.getRuntime().halt(KILLED);
            },
            "end of the first process");
    watch.setDaemon(true);
    watch.start();
  }

  private static int run(String[] args) {
    StandardOutput output = new StandardOutput();
    PrintWriter err = utf8(System.err);
    int status;
    try {
      status = run(args, utf8(new BufferedOutputStream(output)), err);
    } catch (Throwable failure) { // nobody else will put it into words
      status = Verbs.internal(failure, err);
    }
    if (output.failure == null) {
      return status;
    }
    if (!output.failure.equals(READER_HAS_GONE)) {
      err.println("headroom: standard output cannot be written: " + output.failure);
    }
    return ExitStatus.BAD_USAGE.code();
  }

  private static int run(String[] args, PrintWriter out, PrintWriter err) {
    try {
      if (args.length == 1 && (args[0].equals("--version") || args[0].equals("version"))) {
        out.println(Version.line());
        return ExitStatus.DONE.code();
      }
      return Verbs.run(args, out, err);
    } finally {
      out.flush();
    }
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** Remembers why it could not write; writers above it pass over failures. */
  private static final class StandardOutput extends OutputStream {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable String failure;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e.getMessage() == null ? "it is closed" : e.getMessage();
        throw e;
      }
    }
  }
}
