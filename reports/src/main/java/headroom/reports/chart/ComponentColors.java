package headroom.reports.chart;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Colours of the parts of a request's time, the same in every chart: no two alike, and each at
 * least three times as dark as the paper (WCAG 2.1, 1.4.11).
 */
final class ComponentColors {
  private static final Map<String, Color> COLORS = colors();

  private ComponentColors() {}

  /** The component's own colour; a component that has none is grey, the lighter the later. */
  static Color color(String component, int index) {
    int grey = 0x30 + 0x18 * (index % 4);
    return COLORS.getOrDefault(component, new Color(grey, grey, grey));
  }

  private static Map<String, Color> colors() {
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put("running", new Color(0x3f72ff));
    colors.put("gc_assist", new Color(0x7817df));
    colors.put("runnable", new Color(0xd38200));
    colors.put("descheduled", new Color(0x852200));
    colors.put("throttled", new Color(0x351e05));
    colors.put("queue", new Color(0xdc2626));
    colors.put("retry", new Color(0x791440));
    colors.put("io", new Color(0x00a06b));
    colors.put("sleep", new Color(0x67a400));
    colors.put("syscall", new Color(0x00533f));
    colors.put("mutex", new Color(0xe6308a));
    colors.put("log", new Color(0xc758d0));
    colors.put("pool", new Color(0x009fd4));
    colors.put("channel", new Color(0x7e6e7c));
    colors.put("join", new Color(0x242766));
    return colors;
  }
}
