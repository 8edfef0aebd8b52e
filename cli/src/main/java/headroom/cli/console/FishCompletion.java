package headroom.cli.console;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes completions for the fish shell, which picocli does not know. */
public final class FishCompletion {
  private FishCompletion() {}

  /** The script for the verbs and options below {@code root}. */
  public static String script(CommandSpec root) {
    StringBuilder script = new StringBuilder();
    for (CommandLine verb : root.subcommands().values()) {
      CommandSpec spec = verb.getCommandSpec();
      if (spec.usageMessage().hidden()) {
        continue;
      }
      script.append(
          String.format(
              Locale.ROOT,
              "complete -c headroom -n __fish_use_subcommand -a %s -d %s%n",
              spec.name(),
              quoted(first(spec.usageMessage().description()))));
      spec.options().forEach(option -> script.append(line(spec.name(), option)));
    }
    return script.toString();
  }

  private static String line(String verb, OptionSpec option) {
    StringBuilder line =
        new StringBuilder("complete -c headroom -n '__fish_seen_subcommand_from " + verb + "'");
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    line.append(option.arity().max() == 0 ? "" : " -r");
    return line.append(" -d ").append(quoted(first(option.description()))).append('\n').toString();
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
