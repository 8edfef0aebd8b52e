package headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import headroom.cli.command.Verbs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The page of commands and flags is what the program says of itself. */
class CommandReferenceTest {
  private static final Path PAGE = Launcher.root().resolve("docs/reference/cli.md");

  @Test
  void pageIsTheHelpOfEveryVerb() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("headroom.golden"))) {
      Files.writeString(PAGE, page, UTF_8);
    }
    assertThat(page).contains("## headroom run", "--replications");
    assertThat(Files.readString(PAGE, UTF_8))
        .as("write it anew with -Dheadroom.golden=write")
        .isEqualTo(page);
  }

  /** picocli says on standard error what it cannot make of a percent sign. */
  @Test
  void helpIsAllThatIsPrinted() {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(seen, true, UTF_8));
    try {
      assertThat(page()).contains("± 10%,");
    } finally {
      System.setErr(before);
    }
    assertThat(seen.toString(UTF_8)).isEmpty();
  }

  private static String page() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine root = Verbs.commandLine(nowhere, nowhere);
    StringBuilder page =
        new StringBuilder(
            """
            # Commands

            What `headroom help` and `headroom help COMMAND` print. Results go to standard output, everything else to
            standard error; progress is drawn only on a terminal. `HEADROOM_DEBUG=1` adds a stack trace to an internal
            failure, `NO_COLOR` takes the colour away, `HEADROOM_HEAP=8g` allows that much memory in place of half of the machine's.
            """);
    append(page, root);
    root.getSubcommands().values().stream()
        .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
        .forEach(verb -> append(page, verb));
    return page.toString();
  }

  private static void append(StringBuilder page, CommandLine command) {
    page.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```text\n");
    page.append(command.getUsageMessage(Ansi.OFF).stripTrailing().replace("\r\n", "\n"));
    page.append("\n```\n");
  }
}
