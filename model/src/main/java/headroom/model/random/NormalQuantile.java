package headroom.model.random;

/**
 * The quantile function of the standard normal distribution, to 16 digits; plain arithmetic for 85
 * % of its arguments. Source: Wichura, Algorithm AS 241: The Percentage Points of the Normal
 * Distribution, Applied Statistics 37 (1988), PPND16.
 */
final class NormalQuantile {
  private static final double CENTRE = 0.425;
  private static final double TAIL = 5;

  private NormalQuantile() {}

  /**
   * The quantile at {@code (1 + x) / 2}.
   *
   * @param x between -1 and 1, neither of which it is; the result is odd in it
   */
  static double at(double x) {
    double q = x / 2;
    if (Math.abs(q) <= CENTRE) {
      return q * centre(CENTRE * CENTRE - q * q);
    }
    double r = Math.sqrt(-NaturalLogarithm.of((1 - Math.abs(x)) / 2));
    return Math.copySign(r <= TAIL ? shoulder(r - 1.6) : tail(r - TAIL), x);
  }

  private static double centre(double r) {
    double above = r * 2509.0809287301226727 + 33430.575583588128105;
    above = (above * r + 67265.770927008700853) * r + 45921.953931549871457;
    above = (above * r + 13731.693765509461125) * r + 1971.5909503065514427;
    above = (above * r + 133.14166789178437745) * r + 3.387132872796366608;
    double below = r * 5226.495278852545925 + 28729.085735721942674;
    below = (below * r + 39307.89580009271061) * r + 21213.794301586595867;
    below = (below * r + 5394.1960214247511077) * r + 687.1870074920579083;
    below = (below * r + 42.313330701600911252) * r + 1;
    return above / below;
  }

  private static double shoulder(double r) {
    double above = r * 7.7454501427834140764e-4 + 0.0227238449892691845833;
    above = (above * r + 0.24178072517745061177) * r + 1.27045825245236838258;
    above = (above * r + 3.64784832476320460504) * r + 5.7694972214606914055;
    above = (above * r + 4.6303378461565452959) * r + 1.42343711074968357734;
    double below = r * 1.05075007164441684324e-9 + 5.475938084995344946e-4;
    below = (below * r + 0.0151986665636164571966) * r + 0.14810397642748007459;
    below = (below * r + 0.68976733498510000455) * r + 1.6763848301838038494;
    below = (below * r + 2.05319162663775882187) * r + 1;
    return above / below;
  }

  private static double tail(double r) {
    double above = r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5;
    above = (above * r + 0.0012426609473880784386) * r + 0.026532189526576123093;
    above = (above * r + 0.29656057182850489123) * r + 1.7848265399172913358;
    above = (above * r + 5.4637849111641143699) * r + 6.6579046435011037772;
    double below = r * 2.04426310338993978564e-15 + 1.4215117583164458887e-7;
    below = (below * r + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4;
    below = (below * r + 0.0148753612908506148525) * r + 0.13692988092273580531;
    below = (below * r + 0.59983220655588793769) * r + 1;
    return above / below;
  }
}
