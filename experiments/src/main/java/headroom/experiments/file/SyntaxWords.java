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
    if (problem.contains("tab")
        || line.stripTrailing().indexOf('\t') >= 0
            && line.isBlank() == false
            && line.strip().length() < line.length()
            && line.substring(0, line.indexOf(line.strip())).contains("\t")) {
      return "a tab is not allowed as indentation; use spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return line.contains("(")
          ? "a colon followed by a space is not allowed in a plain text; put the text in quotes"
          : "a colon is not allowed here; is the indentation right, or does a text need quotes?";
    }
    if (line.contains("(")
        && line.contains(": ")
        && (problem.contains("expected ','") || problem.contains("flow"))) {
      return "a list or mapping in brackets does not end as expected; put texts that hold a colon or a comma in quotes";
    }
    if (problem.contains("expected ',' or '}'") || problem.contains("expected ',' or ']'")) {
      return "expected a comma or the closing bracket of { } or [ ]";
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
    if (problem.contains("end of stream") || problem.contains("end of the stream")) {
      return "the file ends inside a quoted text or a bracket";
    }
    if (problem.contains("cannot start any token")) {
      return "a text cannot begin with this character; put it in quotes";
    }
    return problem.isEmpty() ? "the text cannot be read" : problem;
  }
}
