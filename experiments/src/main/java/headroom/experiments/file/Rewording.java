package headroom.experiments.file;

import java.math.BigDecimal;
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

  /** Two numbers with or without units, as in {@code 5ms-10ms} or {@code 5..10ms}. */
  private static final Pattern RANGE =
      Pattern.compile(
          "([0-9][0-9.]*?) ?([A-Za-zµ/]*)\\s*(?:-|–|\\.\\.+| to )\\s*([0-9][0-9.]*)([A-Za-zµ/]+)");

  private static final Pattern MEAN_AND_SPREAD =
      Pattern.compile("([0-9.]+[A-Za-zµ]+)\\s*(?:±|\\+/?-)\\s*([0-9.]+[A-Za-zµ]+)");

  private static final Pattern GROUPED =
      Pattern.compile("(?<![\\w.])[0-9]{1,3}(,[0-9]{3})+(?![0-9,])");
  private static final Pattern THOUSANDS =
      Pattern.compile("(?<![\\w.])([0-9]+(?:\\.[0-9]+)?)k(?=/)");
  private static final Pattern PER = Pattern.compile("\\s+(?:requests\\s+)?per\\s+");
  private static final Pattern COMPARED = Pattern.compile("^(?:<=?|≤|~)\\s*");

  /** Words for no bound at all. */
  private static final List<String> ENDLESS =
      List.of("infinite", "infinity", "inf", ".inf", "unlimited", "none", "no", "-1", "∞");

  private static final Pattern BARE_NUMBER =
      Pattern.compile("(?<![\\w.=])([0-9]+(?:\\.[0-9]+)?)(?![\\w.%/])");

  private static final Pattern COUNT =
      Pattern.compile(
          "([0-9]{1,3}(?:[,_' ][0-9]{3})+|[0-9]{1,9}(?:\\.[0-9]{1,9})?)\\s*([A-Za-z]*)");

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
    guessed.add(withRanges(tidy));
    for (String wording : guessed) {
      candidates.add(List.of(wording));
      candidates.add(List.of("poisson(" + wording + ")", "constant(" + wording + ")"));
      candidates.add(List.of("renewal(" + wording + ")"));
    }
    return candidates;
  }

  /** What a text may mean that is neither a whole number nor one of {@code words}; may be empty. */
  static String ofWholeNumber(String text, List<String> words) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    for (String word : List.of("unbounded", "unlimited", "off")) {
      if (words.contains(word) && ENDLESS.contains(plain)) {
        return "; did you mean \"" + word + "\"?";
      }
    }
    Matcher number = COUNT.matcher(text.strip());
    if (!number.matches() || (isUnit(number.group(2)) && !number.group(2).equals("B"))) {
      return NearestName.question(text, words);
    }
    BigDecimal count = new BigDecimal(number.group(1).replaceAll("[,_' ]", ""));
    if (number.group(2).equalsIgnoreCase("k")) {
      count = count.movePointRight(3);
    }
    count = count.stripTrailingZeros();
    return count.signum() > 0 && count.scale() <= 0
        ? "; did you mean " + count.toPlainString() + "?"
        : "";
  }

  /** Ranges as uniform, a mean and what it may be off by as normal. */
  private static String withRanges(String tidy) {
    Matcher spread = MEAN_AND_SPREAD.matcher(tidy);
    if (spread.matches()) {
      return "normal(" + spread.group(1) + ", sd=" + spread.group(2) + ")";
    }
    String ends =
        RANGE
            .matcher(tidy)
            .replaceAll(
                range ->
                    range.group(1)
                        + (range.group(2).isEmpty() ? range.group(4) : range.group(2))
                        + ", "
                        + range.group(3)
                        + range.group(4));
    return ends.equals(tidy) || ends.contains("(") ? ends : "uniform(" + ends + ")";
  }

  /** Numbers joined to their units, and these as the file has them. */
  private static String tidied(String text) {
    String plain = COMPARED.matcher(text.strip()).replaceFirst("");
    plain = GROUPED.matcher(plain).replaceAll(groups -> groups.group().replace(",", ""));
    plain = THOUSANDS.matcher(plain).replaceAll(k -> thousand(k.group(1)));
    plain = PER.matcher(plain).replaceAll("/");
    return NUMBER_AND_WORD
        .matcher(plain)
        .replaceAll(
            match -> {
              String word = match.group(2).replaceAll("\\s", "");
              String unit = UNITS.getOrDefault(word.toLowerCase(Locale.ROOT), word);
              boolean known = isUnit(word) || !unit.equals(word);
              String kept = isUnit(word) ? word : unit;
              return Matcher.quoteReplacement(known ? match.group(1) + kept : match.group());
            });
  }

  private static String thousand(String number) {
    return new BigDecimal(number).movePointRight(3).stripTrailingZeros().toPlainString();
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
