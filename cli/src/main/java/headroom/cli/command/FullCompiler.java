package headroom.cli.command;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Large jobs in a process of their own, whose JVM has the optimizing compiler. The launcher starts
 * with the quick compiler (C1), since it cannot know how much there is to simulate; the optimizing
 * one (C2) makes a request half as dear, but takes 2 to 3 s of CPU itself.
 */
final class FullCompiler {
  /** From here on it pays, the second start included; see docs/performance.md. */
  static final double WORTH_REQUESTS = 2e6;

  /** The launcher says so of itself: whoever calls the jar with flags of his own keeps them. */
  private static final String QUICK_START = "-Dheadroom.quickStart=true";

  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  /** Set in the second process: its standard input ends with the first. */
  private static final String SECOND = "headroom.second";

  /** As of a process that was killed. */
  private static final int KILLED = 137;

  private FullCompiler() {}

  /**
   * Does the job of this process in another one, if that is worth it; returns its exit status, or
   * null if the job is to be done here.
   *
   * @param requests to be simulated
   * @param arguments of this process, none of which is standard input
   */
  static @Nullable Integer run(double requests, List<String> arguments)
      throws InterruptedException {
    if (Boolean.getBoolean(SECOND)) {
      endWithTheFirst();
    }
    if (requests < WORTH_REQUESTS || !Boolean.getBoolean("headroom.quickStart")) {
      return null;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.removeAll(List.of(QUICK_START, QUICK_COMPILER));
    command.add("-D" + SECOND + "=true");
    command.addAll(List.of("-jar", System.getProperty("java.class.path")));
    command.addAll(arguments);
    Thread last = new Thread(FullCompiler::endChildren, "end of the process");
    Runtime.getRuntime().addShutdownHook(last);
    int status;
    try {
      status =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.INHERIT)
              .start()
              .waitFor();
    } catch (IOException e) { // no more processes allowed: then slowly, but here
      return null;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException e) {
      // This process has been asked to end, too.
    }
    return status;
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

  /** Whoever asks this process to end means the job; the process ends after it. */
  private static void endChildren() {
    ProcessHandle.current()
        .children()
        .forEach(
            child -> {
              child.destroy();
              child.onExit().join();
            });
  }
}
