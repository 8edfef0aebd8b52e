package headroom.experiments.file;

import headroom.experiments.file.Arguments.Signature;
import headroom.model.random.KeyDistribution;
import java.util.List;

/** Reads which keys a cache is asked for. */
final class KeyDistributions {
  private static final Signature ZIPF =
      new Signature("zipf", List.of("keys", "exponent"), "zipf(100000, 0.99)");

  private static final Signature UNIFORM =
      new Signature("uniform", List.of("keys"), "uniform(1000)");

  private static final double MOST_KEYS = 1e9;
  private static final double MAX_EXPONENT = 10;

  private KeyDistributions() {}

  static KeyDistribution read(String text) throws Malformed {
    Expression expression = ExpressionParser.parse(text);
    String example = ZIPF.example() + " or " + UNIFORM.example();
    if (!expression.isCall()) {
      throw new Malformed(
          "\"" + expression.text() + "\" says no keys; expected " + example, expression.offset());
    }
    if (expression.text().equals(UNIFORM.name())) {
      return new KeyDistribution.Uniform(keys(Arguments.bind(expression, UNIFORM)));
    }
    if (expression.text().equals(ZIPF.name())) {
      Arguments arguments = Arguments.bind(expression, ZIPF);
      double exponent = arguments.positive("exponent", Quantity.COUNT);
      if (exponent > MAX_EXPONENT) {
        throw arguments.refuse("exponent", "is more than 10");
      }
      return new KeyDistribution.Zipf(keys(arguments), exponent);
    }
    throw new Malformed(
        "unknown distribution of keys \""
            + expression.text()
            + "\""
            + NearestName.expectation(expression.text(), List.of(ZIPF.name(), UNIFORM.name())),
        expression.offset());
  }

  private static long keys(Arguments arguments) throws Malformed {
    double keys = arguments.amount("keys", Quantity.COUNT);
    if (keys < 1 || keys > MOST_KEYS || keys != StrictMath.rint(keys)) {
      throw arguments.refuse("keys", "is not a whole number from 1 to 1000000000");
    }
    return (long) keys;
  }
}
