package headroom.experiments.file;

import java.util.Locale;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in plain words what is wrong with the YAML syntax. */
final class SyntaxWords {
  private SyntaxWords() {}

  static String explain(MarkedYamlEngineException mistake, String text) {
    String problem =
        mistake.getProblem() == null ? "" : mistake.getProblem().toLowerCase(Locale.ROOT);
    int lineNumber = mistake.getProblemMark().map(mark -> mark.getLine()).orElse(-1);
    String line = lineNumber < 0 ? "" : text.lines().skip(lineNumber).findFirst().orElse("");
    String reason = reason(problem, line);
    return "not valid YAML: " + reason;
  }

  private static String reason(String problem, String line) {
    if (problem.contains("tab") || line.matches("\\s*\\t\\s*\\S.*")) {
      return "a tab is not allowed as indentation; use spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return line.contains("(")
          ? "a colon followed by a space is not allowed in a plain text; put the text in quotes"
          : "a colon is not allowed here; is the indentation right, or does a text need quotes?";
    }
    if (problem.contains("expected ',' or '}'") || problem.contains("expected ',' or ']'")) {
      return "a bracket { or [ before this is not closed; a text in it that holds a colon needs quotes";
    }
    if (problem.contains("expected <block end>")) {
      return "the indentation does not match the lines above";
    }
    if (problem.contains("could not find expected ':'")) {
      return "expected a colon and a space after the key";
    }
    if (problem.contains("undefined alias")) {
      return "an alias (*name) refers to an anchor (&name) that does not exist";
    }
    if (problem.contains("stream end")
        || problem.contains("end of stream")
        || problem.contains("end of the stream")) {
      return "the text ends inside quotes or a bracket";
    }
    if (problem.contains("cannot start any token")) {
      return "a text cannot begin with this character; put it in quotes";
    }
    return problem.isEmpty() ? "the text cannot be read" : problem;
  }
}
