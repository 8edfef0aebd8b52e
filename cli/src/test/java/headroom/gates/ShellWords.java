package headroom.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the lines of a shell block into commands and their words, as far as pages need it. */
final class ShellWords {
  /** A word of plain and quoted pieces, a comment, or an operator that ends a command. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>(?<=^|\\s)#.*)|(?<redirect>\\d?[<>]+&?\\s*\\S+)|(?<end>[|&;]+)"
              + "|(?<word>(?:'[^']*'|\"[^\"]*\"|[^\\s'\"|&;<>])+)");

  private ShellWords() {}

  /** The commands of {@code block}, without prompts, comments and redirections. */
  static List<List<String>> commands(String block) {
    List<List<String>> commands = new ArrayList<>();
    block.replace("\\\n", " ").lines().forEach(line -> addCommands(line, commands));
    return commands;
  }

  private static void addCommands(String line, List<List<String>> commands) {
    List<String> words = new ArrayList<>();
    Matcher tokens = TOKEN.matcher(line.replaceFirst("^\\s*\\$ ", ""));
    while (tokens.find()) {
      if (tokens.group("word") != null) {
        words.add(tokens.group("word").replaceAll("['\"]", ""));
      } else if (tokens.group("end") != null) {
        addUnlessEmpty(words, commands);
        words = new ArrayList<>();
      }
    }
    addUnlessEmpty(words, commands);
  }

  private static void addUnlessEmpty(List<String> words, List<List<String>> commands) {
    if (!words.isEmpty()) {
      commands.add(List.copyOf(words));
    }
  }
}
