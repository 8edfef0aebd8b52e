package headroom.experiments.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages a text as people, editors and disks do: bytes, lines, tokens, values. */
final class Damage {
  private static final Pattern TOKEN = Pattern.compile("[\\w.]+|[^\\w\\s]");
  private static final Pattern VALUE = Pattern.compile("(?<=[:,(\\[=] ?)[^\\s,:(){}\\[\\]#]+");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Values of every kind, most of them in the wrong place or out of all bounds. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "0.5",
          "-0",
          "1e18",
          "1e999",
          "9223372036854775808",
          "99999999999999999999999999999999",
          "0x10",
          "1_000",
          ".5",
          "5.",
          "NaN",
          ".inf",
          "null",
          "~",
          "true",
          "yes",
          "\"\"",
          "''",
          "\"a\\u0000b\"",
          "[]",
          "{}",
          "[1, 2]",
          "{a: 1}",
          "*x",
          "&x 1",
          "!!int 1",
          "!!java.lang.Object {}",
          "|",
          ">-",
          "? a",
          "5ms",
          "5 ms",
          "1e30h",
          "-5ms",
          "0ms",
          "5MiB",
          "1e20GiB",
          "50%",
          "-50%",
          "1000000%",
          "poisson(0/s)",
          "poisson(1e300/s)",
          "poisson(",
          "exponential(0ms)",
          "exponential(-1ms)",
          "lognormal(5ms, cv=1e9)",
          "mixture(50%: constant(1ms), 50%: mixture())",
          "empirical(nowhere.csv)",
          "empirical(..)",
          "trace(trace.csv)",
          "trace(/dev/null)",
          "trace()",
          "unbounded",
          "unlimited",
          "auto",
          "5..1",
          "1..1e9",
          "2024-01-01",
          "\u00e9\u00e8",
          "\ud83d\ude00",
          "\u202e5ms");

  private final SplittableRandom random;

  Damage(SplittableRandom random) {
    this.random = random;
  }

  /** Damages {@code bytes} in one place, now and then in more. */
  byte[] some(byte[] bytes) {
    byte[] damaged = once(bytes);
    while (random.nextInt(4) == 0) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private byte[] once(byte[] bytes) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return inBytes(bytes);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String damaged =
        switch (kind) {
          case 1 -> nested(text);
          case 2, 3, 4 -> inLines(text);
          case 5, 6, 7 -> inTokens(text);
          case 8, 9, 10, 11 -> value(text, VALUES);
          case 12, 13 ->
              value(text, VALUE.matcher(text).results().map(MatchResult::group).toList());
          default -> digits(text);
        };
    return damaged.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] inBytes(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    byte[] changed = bytes.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[at] = (byte) random.nextInt(256);
      case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> System.arraycopy(bytes, at, changed, 0, bytes.length - at);
    }
    return changed;
  }

  private String inLines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size() + 1), line);
      case 2 -> lines.set(at, " ".repeat(random.nextInt(5)) + line);
      case 3 -> lines.set(at, line.strip());
      case 4 -> lines.set(at, "\t" + line);
      default -> lines.set(at, line + line.strip());
    }
    return String.join("\n", lines);
  }

  /** One token in the place of another, before it, or gone. */
  private String inTokens(String text) {
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return text + ":";
    }
    MatchResult at = tokens.get(random.nextInt(tokens.size()));
    String other = tokens.get(random.nextInt(tokens.size())).group();
    return switch (random.nextInt(3)) {
      case 0 -> replaced(text, at, other);
      case 1 -> replaced(text, at, other + at.group());
      default -> replaced(text, at, "");
    };
  }

  private String value(String text, List<String> others) {
    List<MatchResult> values = VALUE.matcher(text).results().toList();
    if (values.isEmpty()) {
      return text + VALUES.get(random.nextInt(VALUES.size()));
    }
    MatchResult at = values.get(random.nextInt(values.size()));
    return replaced(text, at, others.get(random.nextInt(others.size())));
  }

  /** Another number in the place of one. */
  private String digits(String text) {
    List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
    if (numbers.isEmpty()) {
      return text + "1";
    }
    MatchResult at = numbers.get(random.nextInt(numbers.size()));
    String other =
        switch (random.nextInt(5)) {
          case 0 -> at.group() + random.nextInt(10);
          case 1 -> "" + random.nextInt(10);
          case 2 -> at.group().substring(1) + "0";
          case 3 -> "-" + at.group();
          default -> at.group() + "." + random.nextInt(1000);
        };
    return replaced(text, at, other);
  }

  /** Deep, long or repeated beyond reason. */
  private String nested(String text) {
    int many = 1 << random.nextInt(14);
    String piece =
        List.of("[", "{a: ", "- ", "(", "repeat: {", "a", "1", "é").get(random.nextInt(8));
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + piece.repeat(many) + text.substring(at);
  }

  private static String replaced(String text, MatchResult at, String by) {
    return text.substring(0, at.start()) + by + text.substring(at.end());
  }
}
