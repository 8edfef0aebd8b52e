package headroom.experiments.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Round values around one of a file, ten times less to ten times more, in even ratios. */
final class KnobStops {
  private static final Pattern ONE_NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(%|/?\\p{L}+)?");

  /** Of a decade; from one to the next a fifth to a third more. */
  private static final List<BigDecimal> DECIMAL =
      decimals("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8");

  /** Of an octave, for sizes in binary units. */
  private static final List<BigDecimal> BINARY = decimals("1", "1.25", "1.5", "1.75");

  private static final BigDecimal TEN = BigDecimal.TEN;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** A count of less is offered up to this, as workers and connections are cheap to try. */
  private static final BigDecimal COUNT_REACH = BigDecimal.valueOf(64);

  /** Counts up to this one are offered one by one. */
  private static final int ONE_BY_ONE = 8;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int PERCENT_STEP = 5;

  private KnobStops() {}

  private static List<BigDecimal> decimals(String... texts) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (String text : texts) {
      numbers.add(new BigDecimal(text));
    }
    return numbers;
  }

  /** Values around {@code value}, which is a number with its unit and one of them. */
  static List<String> around(String value) {
    Matcher number = ONE_NUMBER.matcher(value);
    if (!number.matches()) {
      return severalParts(value);
    }
    BigDecimal amount = new BigDecimal(number.group(1));
    String unit = number.group(2) == null ? "" : number.group(2);
    TreeSet<BigDecimal> amounts = new TreeSet<>();
    if (unit.equals("%") && amount.compareTo(HUNDRED) <= 0) {
      percents(amounts);
    } else if (unit.isEmpty() && amount.stripTrailingZeros().scale() <= 0) {
      counts(amounts, amount);
    } else {
      BigDecimal centre = amount.signum() == 0 ? BigDecimal.ONE : amount;
      addBetween(amounts, centre.divide(TEN, MathContext.DECIMAL64), centre.multiply(TEN), unit);
    }
    amounts.removeIf(each -> each.compareTo(amount) == 0);
    List<String> stops = texts(amounts.headSet(amount), unit);
    stops.add(value);
    stops.addAll(texts(amounts.tailSet(amount), unit));
    return stops;
  }

  /** Round values from {@code low} to {@code high} of {@code unit}. */
  static List<String> between(String low, String high, String unit) {
    TreeSet<BigDecimal> amounts = new TreeSet<>();
    addBetween(amounts, new BigDecimal(low), new BigDecimal(high), unit);
    return texts(amounts, unit);
  }

  /** A duration of several parts, such as {@code 1m30s}: no round ones, but even ratios. */
  private static List<String> severalParts(String value) {
    List<String> stops = new ArrayList<>();
    for (String factor : List.of("0.1", "0.2", "0.5", "0.8", "1", "1.2", "1.5", "2", "5", "10")) {
      BigDecimal times = new BigDecimal(factor);
      stops.add(
          times.compareTo(BigDecimal.ONE) == 0
              ? value
              : FileNumbers.scaledText(value, times.doubleValue()));
    }
    return stops;
  }

  private static void percents(Set<BigDecimal> amounts) {
    for (String fine : List.of("0.1", "0.2", "0.5", "1", "2", "3", "98", "99", "99.5", "99.9")) {
      amounts.add(new BigDecimal(fine));
    }
    for (int percent = 0; percent <= HUNDRED.intValue(); percent += PERCENT_STEP) {
      amounts.add(BigDecimal.valueOf(percent));
    }
  }

  private static void counts(Set<BigDecimal> amounts, BigDecimal amount) {
    BigDecimal low = amount.divide(TEN, MathContext.DECIMAL64);
    BigDecimal high = amount.multiply(TEN).max(COUNT_REACH);
    addBetween(amounts, low.max(BigDecimal.ONE), high, "");
    for (BigDecimal power = BigDecimal.ONE;
        power.compareTo(high) <= 0;
        power = power.multiply(TWO)) {
      if (power.compareTo(low) >= 0) {
        amounts.add(power);
      }
    }
    for (int count = 0; count <= ONE_BY_ONE; count++) {
      if (low.compareTo(BigDecimal.valueOf(count)) <= 0 || low.compareTo(BigDecimal.ONE) <= 0) {
        amounts.add(BigDecimal.valueOf(count));
      }
    }
    amounts.removeIf(each -> each.stripTrailingZeros().scale() > 0);
  }

  private static void addBetween(
      Set<BigDecimal> amounts, BigDecimal low, BigDecimal high, String unit) {
    boolean binary = unit.endsWith("iB");
    BigDecimal base = binary ? TWO : TEN;
    BigDecimal power = BigDecimal.ONE;
    while (power.compareTo(low) > 0) {
      power = power.divide(base, MathContext.DECIMAL64);
    }
    while (power.multiply(base).compareTo(low) <= 0) {
      power = power.multiply(base);
    }
    for (; power.compareTo(high) <= 0; power = power.multiply(base)) {
      for (BigDecimal mantissa : binary ? BINARY : DECIMAL) {
        BigDecimal each = power.multiply(mantissa);
        if (each.compareTo(low) >= 0 && each.compareTo(high) <= 0) {
          amounts.add(each.stripTrailingZeros());
        }
      }
    }
  }

  private static List<String> texts(Iterable<BigDecimal> amounts, String unit) {
    List<String> texts = new ArrayList<>();
    List<BigDecimal> sorted = new ArrayList<>();
    amounts.forEach(sorted::add);
    sorted.sort(Comparator.naturalOrder());
    sorted.forEach(amount -> texts.add(amount.toPlainString() + unit));
    return texts;
  }
}
