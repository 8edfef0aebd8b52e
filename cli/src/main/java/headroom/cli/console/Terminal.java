package headroom.cli.console;

import picocli.CommandLine.Help.Ansi;

/** What the launcher found out about the terminal. */
public final class Terminal {
  private Terminal() {}

  /** Whether standard output may be coloured: it is a terminal and nobody asked for no colour. */
  public static Ansi ansi(boolean noColor) {
    String asked = System.getenv("NO_COLOR");
    boolean allowed = !noColor && (asked == null || asked.isEmpty());
    return allowed && Boolean.getBoolean("headroom.terminal.out") ? Ansi.ON : Ansi.OFF;
  }

  /** Whether standard error is a terminal, so that progress can be drawn on it. */
  public static boolean showsProgress() {
    return Boolean.getBoolean("headroom.terminal.err");
  }
}
