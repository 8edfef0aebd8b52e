package headroom.accuracy;

import headroom.model.cost.Cost;
import java.util.Locale;
import java.util.Map;

/** {@code docs/model/costs.md}: every constant of cost with its value and source. */
final class CostPage {
  private static final String HEAD =
      """
      # Costs

      Every constant of cost in the model, generated from `headroom.model.cost.Cost` as [accuracy](../accuracy.md) says. There are three profiles:

      - **linux**, the default: a plain server with a stock kernel that nothing else uses, whose clients are elsewhere. What a
        machine costs is the reference machine's; only the columns that differ do.
      - **reference**: a virtual machine with 2 cores (AMD EPYC, 2.6 GHz), Linux 6.18 at 250 Hz (EEVDF, no kernel preemption), Go
        1.26, with the load generator on core 0. The accuracy cases name it.
      - **ideal**: the value at which the mechanism costs nothing.

      None of them is your machine: `headroom calibrate --out machine.yaml` measures there what a Go program can measure from outside, and `--profile machine.yaml` takes it; it needs half a minute of an idle machine, and leaves what its repeats differ in by more than a factor of two as it is. Times are in ns. What an error of the estimated ones does stands in [accuracy](../accuracy.md). A `profile:` in the
      experiment file, or `--profile FILE`, replaces any of them:

      ```yaml
      profile:
        base: linux
        os.wake: 10us
        os.tick: 1ms
      ```

      | key | linux | reference | ideal | unit | what it is and where it comes from |
      |---|--:|--:|--:|---|---|
      """;

  private CostPage() {}

  /** The page. */
  static String text() {
    Map<Cost, String> sources = CostSource.read();
    StringBuilder page = new StringBuilder(HEAD);
    for (Cost cost : Cost.values()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s | %s | %s |%n",
              cost.key(),
              number(cost.linux()),
              number(cost.reference()),
              number(cost.ideal()),
              cost.unit(),
              sources.get(cost)));
    }
    return page.toString().replace("\r\n", "\n");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : Double.toString(value);
  }
}
