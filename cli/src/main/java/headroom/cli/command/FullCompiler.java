package headroom.cli.command;

import headroom.cli.Headroom;
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
 * one (C2) makes a request two to three times as cheap, but takes 1 to 2 s of CPU itself.
 */
final class FullCompiler {
  /** From here on it pays, the second start included; see docs/performance.md. */
  static final double WORTH_REQUESTS = 1e6;

  /** The launcher says so of itself: whoever calls the jar with flags of his own keeps them. */
  private static final String QUICK_START = "-Dheadroom.quickStart=true";

  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * The largest method that is inlined because it is called often, in bytes of bytecode; 325
   * without it. The handlers of events are one deep tree of calls: where C2 inlines the larger
   * ones, it compiles the same thousands of bytecodes into several of them, and again after each
   * change of mind, which takes it 4.6 s of CPU in place of 1.8 and gains 5 to 10 % in what it
   * makes.
   */
  private static final String LESS_INLINING = "-XX:FreqInlineSize=80";

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
    if (requests < WORTH_REQUESTS || !Boolean.getBoolean("headroom.quickStart")) {
      return null;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.removeAll(List.of(QUICK_START, QUICK_COMPILER));
    command.add(LESS_INLINING);
    command.add("-D" + Headroom.SECOND_PROCESS + "=true");
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
