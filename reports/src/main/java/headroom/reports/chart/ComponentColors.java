package headroom.reports.chart;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Map;

/** Colours of the parts of a request's time, the same in every chart. */
final class ComponentColors {
  private static final Map<String, Color> COLORS = colors();

  private ComponentColors() {}

  static Color color(String component, int index) {
    return COLORS.getOrDefault(component, ChartStyle.color(index));
  }

  private static Map<String, Color> colors() {
    Map<String, Color> colors = new LinkedHashMap<>();
    colors.put("running", new Color(0x2563eb));
    colors.put("gc_assist", new Color(0x7c3aed));
    colors.put("runnable", new Color(0xd97706));
    colors.put("descheduled", new Color(0xb45309));
    colors.put("throttled", new Color(0x92400e));
    colors.put("queue", new Color(0xdc2626));
    colors.put("io", new Color(0x059669));
    colors.put("sleep", new Color(0x6ee7b7));
    colors.put("syscall", new Color(0x0f766e));
    colors.put("mutex", new Color(0xdb2777));
    colors.put("pool", new Color(0x0891b2));
    colors.put("channel", new Color(0x64748b));
    return colors;
  }
}
