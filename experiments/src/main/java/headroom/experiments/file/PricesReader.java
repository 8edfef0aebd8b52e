package headroom.experiments.file;

import headroom.experiments.Prices;

/** Reads what a service costs. */
final class PricesReader {
  /**
   * A GiB costs about 0.134 of a core at Google Compute Engine (E2 custom machines, us-central1:
   * 0.02181 $ an hour for a vCPU, 0.00292 $ for a GiB), and much the same at the others.
   */
  private static final Prices USUAL = new Prices(1, 0.134, 0);

  private PricesReader() {}

  /** The prices of the file, or the usual ones. */
  static Prices read(Section root) {
    if (!root.has("cost")) {
      return USUAL;
    }
    Section cost = root.section("cost");
    return new Prices(price(cost, "core"), price(cost, "gib"), price(cost, "replica"));
  }

  private static double price(Section cost, String key) {
    return cost.has(key) ? cost.number(key) : 0;
  }
}
