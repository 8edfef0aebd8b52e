package headroom.experiments.file;

import headroom.experiments.file.Expression.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts such as {@code mixture(90%: 1ms, 10%: exponential(80ms))}; arguments are separated by
 * commas or spaces.
 */
final class ExpressionParser {
  private static final int MAX_DEPTH = 20;

  private final String text;
  private int at;

  private ExpressionParser(String text) {
    this.text = text;
  }

  static Expression parse(String text) throws Malformed {
    ExpressionParser parser = new ExpressionParser(text);
    Expression expression = parser.expression(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw new Malformed(
          "unexpected \""
              + text.substring(parser.at)
              + "\" after \""
              + text.substring(0, parser.at).strip()
              + "\"",
          parser.at);
    }
    return expression;
  }

  private Expression expression(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("is nested too deeply", at);
    }
    skipSpace();
    int start = at;
    String word = word();
    skipSpace();
    if (peek() != '(') {
      return new Expression(word, null, start);
    }
    at++;
    List<Argument> arguments = new ArrayList<>();
    skipSpace();
    while (peek() != ')') {
      arguments.add(argument(depth));
      skipSpace();
      if (peek() == ',') {
        at++;
        skipSpace();
        if (peek() == ')') {
          throw new Malformed("an argument is missing after the comma", at);
        }
      }
      if (at >= text.length()) {
        throw new Malformed("\"" + text + "\" has no closing parenthesis", start);
      }
    }
    at++;
    return new Expression(word, arguments, start);
  }

  private Argument argument(int depth) throws Malformed {
    Expression first = expression(depth + 1);
    skipSpace();
    if (peek() == '=' && !first.isCall()) {
      at++;
      return new Argument(first.text(), null, expression(depth + 1), null);
    }
    if (peek() == ':' && !first.isCall()) {
      at++;
      return new Argument(null, first, expression(depth + 1), null);
    }
    return new Argument(null, null, first, during(depth));
  }

  private @Nullable Expression during(int depth) throws Malformed {
    if (text.startsWith("for", at)
        && at + 3 < text.length()
        && Character.isWhitespace(text.charAt(at + 3))) {
      at += 3;
      return expression(depth + 1);
    }
    return null;
  }

  private String word() throws Malformed {
    int start = at;
    if (peek() == '"' || peek() == '\'') {
      int end = text.indexOf(text.charAt(at), at + 1);
      if (end < 0) {
        throw new Malformed("a quote is not closed", at);
      }
      at = end + 1;
      return text.substring(start + 1, end);
    }
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new Malformed(
          at < text.length()
              ? "unexpected \"" + text.charAt(at) + "\" in \"" + text + "\""
              : "\"" + text + "\" ends too early",
          at);
    }
    return text.substring(start, at);
  }

  private static boolean isSeparator(char c) {
    return Character.isWhitespace(c) || "(),=:".indexOf(c) >= 0;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
