package headroom.reports.words;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A swept value with what of it can be put on an axis.
 *
 * @param label the part that varies, as written: {@code 8}, {@code 4ms}, {@code 200/s} of {@code
 *     poisson(200/s)}
 * @param shape the text around the number, with the number's dimension; values of one shape are
 *     comparable
 * @param number the value in a base unit; NaN if the text holds no number or several
 */
public record ParameterValue(String label, String shape, double number) {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.])(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h|B|kB|MB|GB|KiB|MiB|GiB|/s|/m|/h|%)?(?![\\w.])");
  private static final Map<String, Unit> UNITS = units();

  /** Splits a value as it stands in a result. */
  public static ParameterValue of(Object value) {
    String text = ParameterName.value(value);
    if (value instanceof Number number) {
      return new ParameterValue(text, "", number.doubleValue());
    }
    Matcher match = NUMBER.matcher(text);
    if (!match.find()) {
      return new ParameterValue(text, text, Double.NaN);
    }
    String label = match.group();
    double figure = Double.parseDouble(match.group(1));
    String before = text.substring(0, match.start());
    String after = text.substring(match.end());
    Unit unit = UNITS.getOrDefault(match.group(2) == null ? "" : match.group(2), new Unit("", 1));
    if (match.find()) {
      return new ParameterValue(text, text, Double.NaN);
    }
    return new ParameterValue(
        label, before + "<" + unit.dimension + ">" + after, figure * unit.scale);
  }

  /** The unit written after the only number of the value, or nothing. */
  public static String unit(Object value) {
    Matcher match = NUMBER.matcher(of(value).label());
    return match.matches() && match.group(2) != null ? match.group(2) : "";
  }

  /** How many base units one of the value's unit is. */
  public static double scale(Object value) {
    return UNITS.getOrDefault(unit(value), new Unit("", 1)).scale;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new LinkedHashMap<>();
    units.put("", new Unit("", 1));
    units.put("%", new Unit("", 0.01));
    units.put("ns", new Unit("time", 1e-9));
    units.put("us", new Unit("time", 1e-6));
    units.put("µs", new Unit("time", 1e-6));
    units.put("ms", new Unit("time", 1e-3));
    units.put("s", new Unit("time", 1));
    units.put("m", new Unit("time", 60));
    units.put("h", new Unit("time", 3600));
    units.put("B", new Unit("size", 1));
    units.put("kB", new Unit("size", 1e3));
    units.put("MB", new Unit("size", 1e6));
    units.put("GB", new Unit("size", 1e9));
    units.put("KiB", new Unit("size", 1024));
    units.put("MiB", new Unit("size", 1024.0 * 1024));
    units.put("GiB", new Unit("size", 1024.0 * 1024 * 1024));
    units.put("/s", new Unit("rate", 1));
    units.put("/m", new Unit("rate", 1.0 / 60));
    units.put("/h", new Unit("rate", 1.0 / 3600));
    return units;
  }

  /** A unit of the experiment file: what it measures, and how many base units it is. */
  private record Unit(String dimension, double scale) {}
}
