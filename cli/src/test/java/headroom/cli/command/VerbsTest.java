package headroom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerbsTest {
  /** A verb that is asked for is read alone; that must not be seen. */
  @Test
  void aVerbAloneHelpsAsAmongAll() {
    StringWriter all = new StringWriter();
    CommandLine commands = Verbs.commandLine(new PrintWriter(all), new PrintWriter(all));
    for (Map.Entry<String, CommandLine> verb : commands.getSubcommands().entrySet()) {
      assertThat(verb.getValue().getCommandSpec().name()).isEqualTo(verb.getKey());
      StringWriter alone = new StringWriter();
      String[] arguments = {verb.getKey(), "--help"};
      Verbs.run(arguments, new PrintWriter(alone, true), new PrintWriter(alone, true));
      all.getBuffer().setLength(0);
      commands.execute(arguments);
      commands.getOut().flush();
      assertThat(alone.toString()).as(verb.getKey()).isNotEmpty().isEqualTo(all.toString());
    }
  }

  @Test
  void aMistakenVerbIsOfferedTheRightOne() {
    StringWriter err = new StringWriter();
    PrintWriter out = new PrintWriter(err, true);
    assertThat(Verbs.run(new String[] {"sweeep", "x.yaml"}, out, out)).isEqualTo(2);
    assertThat(err.toString()).contains("unknown command \"sweeep\"", "sweep");
  }
}
