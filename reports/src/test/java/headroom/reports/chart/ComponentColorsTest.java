package headroom.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import headroom.model.observe.TimeComponent;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ComponentColorsTest {
  private static final List<String> COMPONENTS =
      Arrays.stream(TimeComponent.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();

  /** CIE76 distances from 10 on read as different colours; three times that is asked for. */
  @Test
  void noTwoComponentsLookAlike() {
    List<Color> seen = new ArrayList<>();
    for (String component : COMPONENTS) {
      double[] lab = lab(ComponentColors.color(component, 0));
      assertThat(seen).as(component).allMatch(other -> distance(lab, lab(other)) > 30);
      seen.add(ComponentColors.color(component, 0));
    }
    assertThat(seen).hasSizeGreaterThan(13);
  }

  @Test
  void everyColourStandsOutFromThePaper() {
    for (String component : COMPONENTS) {
      double luminance = luminance(ComponentColors.color(component, 0));
      assertThat(1.05 / (luminance + 0.05)).as(component).isGreaterThanOrEqualTo(3);
    }
  }

  /** No colour depends on which components a run happens to have. */
  @Test
  void aComponentHasOneColour() {
    for (String component : COMPONENTS) {
      assertThat(ComponentColors.color(component, 1))
          .as(component)
          .isEqualTo(ComponentColors.color(component, 0));
    }
  }

  private static double distance(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  /** L*a*b* under D65. */
  private static double[] lab(Color color) {
    double r = linear(color.getRed());
    double g = linear(color.getGreen());
    double b = linear(color.getBlue());
    double x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    double y = root(luminance(color));
    double z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
