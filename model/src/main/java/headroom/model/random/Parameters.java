package headroom.model.random;

/** Checks of the ranges of distributions' parameters. */
final class Parameters {
  private Parameters() {}

  static void notNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, value, "at least 0 and finite");
  }

  static void require(boolean holds, String name, double value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + range);
    }
  }
}
