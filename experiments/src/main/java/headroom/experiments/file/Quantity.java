package headroom.experiments.file;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of quantity: its units, and reading a text of it. */
enum Quantity {
  /** Read as nanoseconds. */
  DURATION("a duration", "4ms", durationUnits(), "31536000000000000"),
  /** Read as bytes. */
  SIZE("a size", "64KiB", sizeUnits(), "1152921504606846976"),
  /** Read as 1/s. */
  RATE("a rate", "200/s", rateUnits(), "1000000000"),
  /** Read as a number without a unit. */
  COUNT("a plain number", "10", Map.of(), "1000000000"),
  /** Read as a fraction of 1. */
  SHARE("a share", "80% or 0.8", Map.of("%", new BigDecimal("0.01")), "1"),
  /** Read as a multiple of what the file says. */
  LOAD("a load", "120%", Map.of("%", new BigDecimal("0.01")), "1000");

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,30})?)(%|/?\\p{L}*)");

  private final String title;
  private final String example;

  @SuppressWarnings("Immutable") // unmodifiable maps
  private final Map<String, BigDecimal> units;

  private final BigDecimal maximum;

  Quantity(String title, String example, Map<String, BigDecimal> units, String maximum) {
    this.title = title;
    this.example = example;
    this.units = Collections.unmodifiableMap(units);
    this.maximum = new BigDecimal(maximum);
  }

  private static Map<String, BigDecimal> durationUnits() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    units.put("ns", BigDecimal.ONE);
    units.put("us", BigDecimal.valueOf(1_000));
    units.put("µs", BigDecimal.valueOf(1_000));
    units.put("μs", BigDecimal.valueOf(1_000));
    units.put("ms", BigDecimal.valueOf(1_000_000));
    units.put("s", BigDecimal.valueOf(1_000_000_000));
    units.put("m", BigDecimal.valueOf(60_000_000_000L));
    units.put("h", BigDecimal.valueOf(3_600_000_000_000L));
    return units;
  }

  private static Map<String, BigDecimal> sizeUnits() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    String[] prefixes = {"", "k", "M", "G", "T"};
    for (int power = 0; power < prefixes.length; power++) {
      units.put(prefixes[power] + "B", BigDecimal.valueOf(1_000).pow(power));
    }
    for (int power = 1; power < prefixes.length; power++) {
      units.put((power == 1 ? "K" : prefixes[power]) + "iB", BigDecimal.valueOf(1_024).pow(power));
    }
    return units;
  }

  private static Map<String, BigDecimal> rateUnits() {
    Map<String, BigDecimal> units = new LinkedHashMap<>();
    units.put("/s", BigDecimal.ONE);
    units.put("/m", BigDecimal.ONE.divide(BigDecimal.valueOf(60), 40, RoundingMode.HALF_EVEN));
    units.put("/h", BigDecimal.ONE.divide(BigDecimal.valueOf(3_600), 40, RoundingMode.HALF_EVEN));
    return units;
  }

  /** The value of {@code text} in the kind's own unit, 0 or more. */
  BigDecimal parse(String text) throws Malformed {
    if (text.startsWith("-") && text.length() > 1 && Character.isDigit(text.charAt(1))) {
      throw new Malformed("\"" + text + "\" is negative", 0);
    }
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    BigDecimal sum = BigDecimal.ZERO;
    int at = 0;
    while (at < text.length() && matcher.find(at) && matcher.start() == at) {
      if (at > 0 && this != DURATION) {
        break;
      }
      if (matcher.group(2).isEmpty() && matcher.end() < text.length()) {
        at = 0; // what follows the number is no unit
        break;
      }
      sum = sum.add(new BigDecimal(matcher.group(1)).multiply(factor(text, matcher.group(2))));
      at = matcher.end();
    }
    if (at == 0 || at < text.length()) {
      throw new Malformed("\"" + text + "\" is not " + title + "; expected " + expected(), 0);
    }
    if (sum.compareTo(maximum) > 0) {
      throw new Malformed(tooLarge(text), 0);
    }
    return sum;
  }

  private BigDecimal factor(String text, String unit) throws Malformed {
    BigDecimal factor = units.get(unit);
    if (factor != null) {
      return factor;
    }
    if (unit.isEmpty() && (this == COUNT || this == SHARE || this == LOAD)) {
      return BigDecimal.ONE;
    }
    if (unit.isEmpty()) {
      throw new Malformed("\"" + text + "\" has no unit; expected " + expected(), 0);
    }
    for (Quantity other : values()) {
      if (other.units.containsKey(unit)) {
        throw new Malformed("\"" + text + "\" is " + other.title + "; expected " + expected(), 0);
      }
    }
    String known =
        units.isEmpty()
            ? "expected " + expected()
            : "expected one of " + String.join(", ", unitNames());
    throw new Malformed("\"" + text + "\" has the unknown unit \"" + unit + "\"; " + known, 0);
  }

  private List<String> unitNames() {
    return units.keySet().stream().filter(unit -> unit.chars().allMatch(c -> c < 128)).toList();
  }

  private String tooLarge(String text) {
    return this == SHARE
        ? "\"" + text + "\" is more than 1; expected " + expected()
        : "\"" + text + "\" is too large";
  }

  boolean hasUnit(String unit) {
    return units.containsKey(unit);
  }

  /** For instance {@code a duration such as 4ms}. */
  String expected() {
    return title + " such as " + example;
  }
}
