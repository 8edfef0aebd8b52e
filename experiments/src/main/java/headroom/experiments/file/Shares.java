package headroom.experiments.file;

import headroom.experiments.file.YamlValue.Entry;
import headroom.experiments.file.YamlValue.YamlList;
import headroom.experiments.file.YamlValue.YamlMap;
import headroom.experiments.file.YamlValue.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Shares that add up to 1. */
final class Shares {
  /** So much may the sum differ, for shares such as 33.33333%. */
  private static final BigDecimal TOLERANCE = new BigDecimal("0.0000009");

  private Shares() {}

  /** The shares of {@code sections}; one of them may leave it out and has 0. */
  static List<BigDecimal> read(List<Section> sections, Problems problems) {
    List<BigDecimal> shares = new ArrayList<>();
    boolean missing = false;
    for (Section section : sections) {
      if (!section.has("share") && missing) {
        problems.error(section.place(), "only one may leave out its share");
      }
      missing |= !section.has("share");
      shares.add(
          section.has("share") ? section.quantity("share", Quantity.SHARE) : BigDecimal.ZERO);
    }
    return shares;
  }

  /** Reports the shares of {@code what} if they do not add up to 1. */
  static void check(List<BigDecimal> shares, String what, Place place, Problems problems) {
    if (!shares.isEmpty() && !addUp(shares)) {
      problems.error(
          place, "the shares of the " + what + " add up to " + percent(sum(shares)) + ", not 100%");
    }
  }

  static BigDecimal sum(List<BigDecimal> shares) {
    return shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static boolean addUp(List<BigDecimal> shares) {
    return sum(shares).subtract(BigDecimal.ONE).abs().compareTo(TOLERANCE) <= 0;
  }

  static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  /**
   * The list with the rest written out at the one mapping without a share; unchanged if that is not
   * possible.
   */
  static YamlList fillRest(YamlList list) {
    List<BigDecimal> known = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < list.items().size(); i++) {
      if (!(list.items().get(i) instanceof YamlMap map)) {
        return list;
      }
      if (!map.has("share")) {
        if (open >= 0) {
          return list;
        }
        open = i;
      } else if (map.get("share") instanceof YamlText text) {
        try {
          known.add(Quantity.SHARE.parse(text.text()));
        } catch (Malformed e) {
          return list;
        }
      }
    }
    BigDecimal rest = BigDecimal.ONE.subtract(sum(known));
    if (open < 0 || rest.signum() < 0) {
      return list;
    }
    List<YamlValue> filled = new ArrayList<>(list.items());
    YamlMap map = (YamlMap) filled.get(open);
    YamlText share = new YamlText(map.place(), percent(rest), YamlText.Type.TEXT, -1);
    filled.set(open, map.with(new Entry("share", map.place(), share)));
    return new YamlList(list.place(), filled);
  }
}
