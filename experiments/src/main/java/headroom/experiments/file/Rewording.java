package headroom.experiments.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text that was refused may have been meant to say. A wording is offered only if it is
 * accepted, so that whoever takes it over gets no further refusal.
 */
final class Rewording {
  private static final Pattern NUMBER_AND_WORD =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-zµμ]+(?:\\s*/\\s*[A-Za-z]+)?|/\\s*[A-Za-z]+|%)");

  private static final Pattern BARE_NUMBER =
      Pattern.compile("(?<![\\w.=])([0-9]+(?:\\.[0-9]+)?)(?![\\w.%/])");

  /** Units as people write them elsewhere, in small letters, and as the file has them. */
  private static final Map<String, String> UNITS = units();

  private Rewording() {}

  /** Reads a text, or says why not. */
  interface Reader {
    Object read(String text) throws Malformed;
  }

  /** For instance {@code ; did you mean "poisson(60/s)" or "constant(60/s)"?}; may be empty. */
  static String question(String text, Reader reader) {
    String tidy = tidied(text);
    for (List<String> wordings : candidates(tidy)) {
      List<String> accepted =
          wordings.stream().filter(w -> !w.equals(text) && isAccepted(w, reader)).toList();
      if (!accepted.isEmpty()) {
        return "; did you mean \"" + String.join("\" or \"", accepted) + "\"?";
      }
    }
    return "";
  }

  /** The likeliest first; those of one list are equally likely. */
  private static List<List<String>> candidates(String tidy) {
    List<List<String>> candidates = new ArrayList<>();
    candidates.add(List.of(tidy));
    Set<String> guessed = new LinkedHashSet<>(List.of(tidy));
    for (String unit : List.of("/s", "ms")) {
      guessed.add(BARE_NUMBER.matcher(tidy).replaceAll("$1" + Matcher.quoteReplacement(unit)));
    }
    for (String wording : guessed) {
      candidates.add(List.of(wording));
      candidates.add(List.of("poisson(" + wording + ")", "constant(" + wording + ")"));
      candidates.add(List.of("renewal(" + wording + ")"));
    }
    return candidates;
  }

  /** Numbers joined to their units, and these as the file has them. */
  private static String tidied(String text) {
    return NUMBER_AND_WORD
        .matcher(text.strip())
        .replaceAll(
            match -> {
              String word = match.group(2).replaceAll("\\s", "");
              String unit = UNITS.getOrDefault(word.toLowerCase(Locale.ROOT), word);
              boolean known = isUnit(word) || !unit.equals(word);
              String kept = isUnit(word) ? word : unit;
              return Matcher.quoteReplacement(known ? match.group(1) + kept : match.group());
            });
  }

  private static boolean isUnit(String word) {
    return Arrays.stream(Quantity.values()).anyMatch(q -> q.hasUnit(word));
  }

  private static boolean isAccepted(String wording, Reader reader) {
    try {
      reader.read(wording);
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  private static Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    put(units, "ns", "nanosecond", "nanoseconds", "nanos", "nsec");
    put(units, "us", "microsecond", "microseconds", "micros", "usec");
    put(units, "ms", "millisecond", "milliseconds", "millis", "msec", "msecs", "ms");
    put(units, "s", "second", "seconds", "sec", "secs");
    put(units, "m", "minute", "minutes", "min", "mins");
    put(units, "h", "hour", "hours", "hr", "hrs");
    put(units, "/s", "rps", "qps", "tps", "ops", "hz", "/sec", "/second", "ops/s", "requests/s");
    put(units, "/s", "req/s", "reqs/s", "req/sec", "reqs/sec", "requests/sec", "requests/second");
    put(units, "/m", "rpm", "/min", "/minute", "req/min", "requests/min", "requests/minute");
    put(units, "/h", "/hour", "requests/hour");
    put(units, "%", "percent", "pct");
    put(units, "KiB", "ki", "k", "kb");
    put(units, "MiB", "mi", "mb");
    put(units, "GiB", "gi", "gb");
    return units;
  }

  private static void put(Map<String, String> units, String unit, String... aliases) {
    for (String alias : aliases) {
      units.put(alias, unit);
    }
  }
}
