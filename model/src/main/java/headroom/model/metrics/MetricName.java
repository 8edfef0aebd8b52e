package headroom.model.metrics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a figure is called.
 *
 * @param text a name of Go's {@code runtime/metrics}, a plain word, or words that begin with what
 *     the program shares: {@code cache products hits}
 * @param unit of its values: {@code goroutines}, {@code bytes}, {@code seconds}
 * @param rate what the series of its rate per second is called, if it is a counter
 */
public record MetricName(String text, String unit, String rate) {
  /** Source: {@code runtime/metrics/description_test.go:TestDescriptionNameFormat}. */
  private static final Pattern GO = Pattern.compile("/[^:]+:([^:*/]+(?:[*/][^:*/]+)*)");

  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

  /**
   * A figure of Go's {@code runtime/metrics} under its name there, which ends in the unit.
   *
   * @throws IllegalArgumentException if no metric of Go could have this name
   */
  public static MetricName go(String name) {
    Matcher parts = GO.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(name + " is no name of runtime/metrics");
    }
    return new MetricName(name, parts.group(1), name + "/second");
  }

  /**
   * A figure that Go does not have, under a plain word.
   *
   * @throws IllegalArgumentException if {@code word} has other characters than {@code a} to {@code
   *     z}, digits and underscores
   */
  public static MetricName word(String word, String unit) {
    if (!WORD.matcher(word).matches()) {
      throw new IllegalArgumentException(word + " is no plain word");
    }
    return new MetricName(word, unit, word + "_per_s");
  }

  /** A figure of the {@code kind} of resource that the experiment calls {@code name}. */
  public static MetricName ofResource(String kind, String name, String what, String unit) {
    String text = kind + " " + name + " " + what;
    return new MetricName(text, unit, text + " per s");
  }

  /** The same figure with another name for the series of its rate. */
  public MetricName withRate(String name) {
    return new MetricName(text, unit, name);
  }

  @Override
  public String toString() {
    return text;
  }
}
