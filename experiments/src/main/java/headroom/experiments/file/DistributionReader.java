package headroom.experiments.file;

import headroom.experiments.file.Arguments.Signature;
import headroom.experiments.file.Expression.Argument;
import headroom.model.random.Distribution;
import headroom.model.random.Distribution.Mixture.Component;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads random durations, sizes and counts. */
final class DistributionReader {
  private static final Map<String, Signature> SIGNATURES = signatures();

  private static final Signature LOGNORMAL_BY_PERCENTILES =
      new Signature("lognormal", List.of("p50", "p99"), "lognormal(p50=4ms, p99=30ms)");

  /** The largest ratio of a lognormal's p99 to its p50; its cv is then 814. */
  private static final double MAX_SPREAD = 5_000;

  /** The largest coefficient of variation, sd over mean, and the like. */
  private static final double MAX_RATIO = 1_000;

  private final CsvFiles files;

  DistributionReader(CsvFiles files) {
    this.files = files;
  }

  private static Map<String, Signature> signatures() {
    Map<String, Signature> signatures = new LinkedHashMap<>();
    for (Signature signature :
        List.of(
            new Signature("exponential", List.of("mean"), "exponential(4ms)"),
            new Signature("uniform", List.of("low", "high"), "uniform(1ms, 3ms)"),
            new Signature("normal", List.of("mean", "sd"), "normal(4ms, sd=1ms)"),
            new Signature("lognormal", List.of("mean", "cv"), "lognormal(4ms, cv=1.5)"),
            new Signature("gamma", List.of("mean", "cv"), "gamma(4ms, cv=0.5)"),
            new Signature("erlang", List.of("mean", "k"), "erlang(4ms, k=3)"),
            new Signature("weibull", List.of("mean", "shape"), "weibull(4ms, shape=0.7)"),
            new Signature(
                "pareto", List.of("min", "alpha", "max"), "pareto(1ms, alpha=1.5, max=2s)"),
            new Signature("hyperexponential", List.of("mean", "cv"), "hyperexponential(4ms, cv=3)"),
            new Signature("geometric", List.of("mean"), "geometric(5)"),
            new Signature("mixture", List.of(), "mixture(90%: 1ms, 10%: exponential(80ms))"),
            new Signature("empirical", List.of("file", "column"), "empirical(file.csv, column)"))) {
      signatures.put(signature.name(), signature);
    }
    return signatures;
  }

  /** The random value at {@code key}; {@code quantity} is that of its values. */
  Distribution at(Section section, String key, Quantity quantity) {
    return section.read(key, text -> read(text, quantity), new Distribution.Constant(1));
  }

  /** Reads a text; {@code quantity} is that of its values. */
  Distribution read(String text, Quantity quantity) throws Malformed {
    return read(ExpressionParser.parse(text), quantity);
  }

  /** Reads an expression; {@code quantity} is that of its values. */
  Distribution read(Expression expression, Quantity quantity) throws Malformed {
    if (!expression.isCall()) {
      return constant(expression, quantity);
    }
    Signature signature = SIGNATURES.get(expression.text());
    if (signature == null) {
      throw new Malformed(
          "unknown distribution \""
              + expression.text()
              + "\""
              + NearestName.expectation(expression.text(), SIGNATURES.keySet()),
          expression.offset());
    }
    if (signature.name().equals("mixture")) {
      return mixture(expression, signature, quantity);
    }
    if (signature.name().equals("lognormal") && hasPercentiles(expression)) {
      for (Argument argument : expression.all()) {
        if (argument.label() == null) {
          throw Arguments.wrong(expression, LOGNORMAL_BY_PERCENTILES);
        }
      }
      return byPercentiles(Arguments.bind(expression, LOGNORMAL_BY_PERCENTILES), quantity);
    }
    Arguments arguments = Arguments.bind(expression, signature);
    if (signature.name().equals("empirical")) {
      return files.sample(arguments.get("file"), arguments.get("column"), quantity);
    }
    return byName(signature.name(), arguments, quantity);
  }

  private static Distribution constant(Expression expression, Quantity quantity) throws Malformed {
    if (SIGNATURES.containsKey(expression.text())) {
      Signature signature = SIGNATURES.get(expression.text());
      throw new Malformed(
          "\""
              + expression.text()
              + "\" has no arguments, as in "
              + (signature == null ? "" : signature.example()),
          expression.offset());
    }
    BigDecimal value = Arguments.amount(expression, quantity);
    if (quantity == Quantity.COUNT && value.stripTrailingZeros().scale() > 0) {
      throw new Malformed(
          "\"" + expression.text() + "\" is not a whole number", expression.offset());
    }
    return new Distribution.Constant(value.doubleValue());
  }

  private static Distribution byName(String name, Arguments arguments, Quantity quantity)
      throws Malformed {
    return switch (name) {
      case "uniform" -> uniform(arguments, quantity);
      case "pareto" -> pareto(arguments, quantity);
      case "geometric" -> geometric(arguments, quantity);
      case "exponential" -> new Distribution.Exponential(mean(arguments, quantity));
      case "normal" ->
          new Distribution.Normal(mean(arguments, quantity), arguments.positive("sd", quantity));
      case "lognormal" ->
          new Distribution.Lognormal(mean(arguments, quantity), ratio(arguments, "cv", 0.001));
      case "gamma" ->
          new Distribution.Gamma(mean(arguments, quantity), ratio(arguments, "cv", 0.001));
      case "erlang" -> new Distribution.Erlang(mean(arguments, quantity), phases(arguments));
      case "weibull" ->
          new Distribution.Weibull(mean(arguments, quantity), ratio(arguments, "shape", 0.1));
      case "hyperexponential" ->
          new Distribution.Hyperexponential(mean(arguments, quantity), ratio(arguments, "cv", 1));
      default -> throw new IllegalStateException(name);
    };
  }

  /** Percentiles go by their names only, for the first unnamed argument is a mean. */
  private static boolean hasPercentiles(Expression call) {
    return call.all().stream()
        .anyMatch(argument -> argument.label() != null && argument.label().matches("p[0-9]+"));
  }

  private static Distribution byPercentiles(Arguments arguments, Quantity quantity)
      throws Malformed {
    double p50 = arguments.positive("p50", quantity);
    double p99 = arguments.positive("p99", quantity);
    if (p99 <= p50) {
      throw arguments.refuse("p99", "is not above p50; p99 is the larger one");
    }
    if (p99 > MAX_SPREAD * p50) {
      throw arguments.refuse("p99", "is more than 5000 times p50");
    }
    return Distribution.Lognormal.ofPercentiles(p50, p99);
  }

  private static double mean(Arguments arguments, Quantity quantity) throws Malformed {
    return arguments.positive("mean", quantity);
  }

  private static Distribution uniform(Arguments arguments, Quantity quantity) throws Malformed {
    double low = arguments.amount("low", quantity);
    double high = arguments.amount("high", quantity);
    if (high < low) {
      throw arguments.refuse("high", "is below the lower bound");
    }
    return new Distribution.Uniform(low, high);
  }

  private static Distribution pareto(Arguments arguments, Quantity quantity) throws Malformed {
    double minimum = arguments.positive("min", quantity);
    double maximum = arguments.positive("max", quantity);
    if (maximum <= minimum) {
      throw arguments.refuse("max", "is not above the minimum");
    }
    return new Distribution.Pareto(minimum, ratio(arguments, "alpha", 0.01), maximum);
  }

  private static Distribution geometric(Arguments arguments, Quantity quantity) throws Malformed {
    if (quantity != Quantity.COUNT) {
      throw new Malformed(
          "geometric is a distribution of counts; expected " + quantity.expected(), 0);
    }
    double mean = arguments.amount("mean", quantity);
    if (mean < 1) {
      throw arguments.refuse("mean", "is less than 1, the least value of geometric");
    }
    return new Distribution.Geometric(mean);
  }

  private static double ratio(Arguments arguments, String parameter, double least)
      throws Malformed {
    double value = arguments.amount(parameter, Quantity.COUNT);
    if (value < least || value > MAX_RATIO) {
      throw arguments.refuse(
          parameter, "is out of range; expected " + plain(least) + " to " + plain(MAX_RATIO));
    }
    return value;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static int phases(Arguments arguments) throws Malformed {
    double k = arguments.amount("k", Quantity.COUNT);
    if (k < 1 || k > MAX_RATIO || k != StrictMath.rint(k)) {
      throw arguments.refuse("k", "is not a whole number from 1 to 1000");
    }
    return (int) k;
  }

  private Distribution mixture(Expression call, Signature signature, Quantity quantity)
      throws Malformed {
    List<BigDecimal> shares = new ArrayList<>();
    List<Component> components = new ArrayList<>();
    for (Argument argument : call.all()) {
      Expression share = argument.share();
      if (share == null) {
        throw Arguments.wrong(call, signature);
      }
      BigDecimal value = Arguments.amount(share, Quantity.SHARE);
      shares.add(value);
      components.add(new Component(value.doubleValue(), read(argument.value(), quantity)));
    }
    if (components.isEmpty()) {
      throw Arguments.wrong(call, signature);
    }
    if (!Shares.addUp(shares)) {
      throw new Malformed(
          "the shares of the mixture add up to "
              + Shares.percent(Shares.sum(shares))
              + ", not 100%",
          call.offset());
    }
    return new Distribution.Mixture(components);
  }
}
