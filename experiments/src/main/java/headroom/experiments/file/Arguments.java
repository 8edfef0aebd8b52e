package headroom.experiments.file;

import headroom.experiments.file.Expression.Argument;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call, bound to the function's parameters by position and by name. */
final class Arguments {
  private final Expression call;
  private final Signature signature;
  private final Map<String, Expression> bound;

  private Arguments(Expression call, Signature signature, Map<String, Expression> bound) {
    this.call = call;
    this.signature = signature;
    this.bound = bound;
  }

  /** A function of the format, such as {@code lognormal}; {@code example} shows its use. */
  record Signature(String name, List<String> parameters, String example) {}

  static Arguments bind(Expression call, Signature signature) throws Malformed {
    Map<String, Expression> bound = new LinkedHashMap<>();
    int position = 0;
    for (Argument argument : call.all()) {
      if (argument.share() != null || argument.during() != null) {
        throw wrong(call, signature);
      }
      String label = argument.label();
      if (label == null) {
        if (position >= signature.parameters().size()) {
          throw new Malformed(
              signature.name()
                  + " takes "
                  + signature.parameters().size()
                  + (signature.parameters().size() == 1 ? " argument" : " arguments")
                  + ", as in "
                  + signature.example(),
              argument.value().offset());
        }
        label = signature.parameters().get(position++);
      } else if (!signature.parameters().contains(label)) {
        throw new Malformed(
            signature.name()
                + " has no argument \""
                + label
                + "\""
                + NearestName.expectation(label, signature.parameters()),
            argument.value().offset() - label.length() - 1);
      }
      if (bound.put(label, argument.value()) != null) {
        throw new Malformed("argument \"" + label + "\" is given twice", argument.value().offset());
      }
    }
    for (String parameter : signature.parameters()) {
      if (!bound.containsKey(parameter)) {
        throw new Malformed(
            signature.name()
                + " needs the argument \""
                + parameter
                + "\", as in "
                + signature.example(),
            call.offset());
      }
    }
    return new Arguments(call, signature, bound);
  }

  static Malformed wrong(Expression call, Signature signature) {
    return new Malformed(
        "the arguments of " + signature.name() + " are not as in " + signature.example(),
        call.offset());
  }

  Expression get(String parameter) {
    Expression expression = bound.get(parameter);
    if (expression == null) {
      throw new IllegalStateException(signature.name() + " has no parameter " + parameter);
    }
    return expression;
  }

  /** A plain value of that kind. */
  double amount(String parameter, Quantity quantity) throws Malformed {
    return amount(get(parameter), quantity).doubleValue();
  }

  /** A plain value of that kind above 0. */
  double positive(String parameter, Quantity quantity) throws Malformed {
    double value = amount(parameter, quantity);
    if (!(value > 0)) {
      throw new Malformed(
          "\"" + get(parameter).text() + "\" must be more than 0", get(parameter).offset());
    }
    return value;
  }

  static BigDecimal amount(Expression expression, Quantity quantity) throws Malformed {
    if (expression.isCall()) {
      throw new Malformed(
          "expected " + quantity.expected() + ", not " + expression.text() + "(...)",
          expression.offset());
    }
    try {
      return quantity.parse(expression.text());
    } catch (Malformed e) {
      throw new Malformed(e.explanation(), expression.offset() + e.offset());
    }
  }

  Malformed refuse(String parameter, String reason) {
    return new Malformed(
        signature.name() + ": \"" + get(parameter).text() + "\" " + reason,
        bound.getOrDefault(parameter, call).offset());
  }
}
