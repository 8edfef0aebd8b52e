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
    double above = r * 2509.0809287301227 + 33430.57558358813;
    above = (above * r + 67265.7709270087) * r + 45921.95393154987;
    above = (above * r + 13731.69376550946) * r + 1971.5909503065513;
    above = (above * r + 133.14166789178438) * r + 3.3871328727963665;
    double below = r * 5226.495278852546 + 28729.085735721943;
    below = (below * r + 39307.89580009271) * r + 21213.794301586597;
    below = (below * r + 5394.196021424751) * r + 687.1870074920579;
    below = (below * r + 42.31333070160091) * r + 1;
    return above / below;
  }

  private static double shoulder(double r) {
    double above = r * 0.0007745450142783414 + 0.022723844989269184;
    above = (above * r + 0.2417807251774506) * r + 1.2704582524523684;
    above = (above * r + 3.6478483247632045) * r + 5.769497221460691;
    above = (above * r + 4.630337846156546) * r + 1.4234371107496835;
    double below = r * 1.0507500716444169e-09 + 0.0005475938084995345;
    below = (below * r + 0.015198666563616457) * r + 0.14810397642748008;
    below = (below * r + 0.6897673349851) * r + 1.6763848301838038;
    below = (below * r + 2.053191626637759) * r + 1;
    return above / below;
  }

  private static double tail(double r) {
    double above = r * 2.0103343992922881e-07 + 2.7115555687434876e-05;
    above = (above * r + 0.0012426609473880784) * r + 0.026532189526576124;
    above = (above * r + 0.29656057182850487) * r + 1.7848265399172913;
    above = (above * r + 5.463784911164114) * r + 6.657904643501103;
    double below = r * 2.0442631033899397e-15 + 1.421511758316446e-07;
    below = (below * r + 1.8463183175100548e-05) * r + 0.0007868691311456133;
    below = (below * r + 0.014875361290850615) * r + 0.1369298809227358;
    below = (below * r + 0.599832206555888) * r + 1;
    return above / below;
  }
}
