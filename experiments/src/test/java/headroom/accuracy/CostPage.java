package headroom.accuracy;

import headroom.model.cost.Cost;
import java.util.Locale;
import java.util.Map;

/** {@code docs/model/costs.md}: every constant of cost with its value and source. */
final class CostPage {
  private static final String HEAD =
      """
      # Costs

      Every constant of cost in the model, generated from `headroom.model.cost.Cost` as [accuracy](../accuracy.md) says. The reference machine is a virtual
      machine with 2 cores (AMD EPYC, 2.6 GHz), Linux 6.18 at 250 Hz (EEVDF, no kernel preemption), Go 1.26; on another
      machine measure and override them with a profile. The column *ideal* has the value at which the mechanism costs
      nothing. Times are in ns. What an error of the estimated ones does stands in [accuracy](../accuracy.md). A `profile:` in the
      experiment file, or `--profile FILE`, replaces any of them:

      ```yaml
      profile:
        base: reference
        os.wake: 10us
        os.tick: 1ms
      ```

      | key | reference | ideal | unit | what it is and where it comes from |
      |---|--:|--:|---|---|
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
              "| `%s` | %s | %s | %s | %s |%n",
              cost.key(),
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
