package headroom.testing;

import headroom.model.random.Distribution;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the distributions that the reference files name, for instance {@code lognormal(10ms,
 * cv=2)}.
 */
public final class DistributionWords {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)");
  private static final Pattern CONSTANT = Pattern.compile("([\\d.]+)ms");

  private DistributionWords() {}

  /** The distribution in nanoseconds. */
  public static Distribution parse(String words) {
    Matcher constant = CONSTANT.matcher(words);
    if (constant.matches()) {
      return new Distribution.Constant(Double.parseDouble(constant.group(1)) * 1e6);
    }
    Matcher call = CALL.matcher(words);
    if (!call.matches()) {
      throw new IllegalArgumentException("no distribution: " + words);
    }
    double[] arguments = arguments(call.group(2));
    return switch (call.group(1)) {
      case "exponential" -> new Distribution.Exponential(arguments[0]);
      case "lognormal" -> new Distribution.Lognormal(arguments[0], arguments[1]);
      case "hyperexponential" -> new Distribution.Hyperexponential(arguments[0], arguments[1]);
      case "erlang" -> new Distribution.Erlang(arguments[0], (int) arguments[1]);
      case "uniform" -> new Distribution.Uniform(arguments[0], arguments[1]);
      case "pareto" -> new Distribution.Pareto(arguments[0], arguments[1], arguments[2]);
      default -> throw new IllegalArgumentException("no distribution: " + words);
    };
  }

  private static double[] arguments(String list) {
    String[] words = list.split(",\\s*", -1);
    double[] values = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      String word = words[i].replaceFirst("^\\w+=", "");
      Matcher time = CONSTANT.matcher(word);
      values[i] =
          time.matches() ? Double.parseDouble(time.group(1)) * 1e6 : Double.parseDouble(word);
    }
    return values;
  }
}
