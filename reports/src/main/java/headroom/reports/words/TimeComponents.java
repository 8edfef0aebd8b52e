package headroom.reports.words;

import headroom.experiments.result.FigureText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time of a request went, in words. */
public final class TimeComponents {
  /** Parts below this share are not worth a word. */
  private static final double WORTH_A_WORD = 0.05;

  private static final Map<String, String> WORDS = words();

  private TimeComponents() {}

  /** The component in a short name. */
  public static String name(String component) {
    return component.replace('_', ' ');
  }

  /** What a request does during the component: {@code waiting for a worker}. */
  public static String doing(String component) {
    return WORDS.getOrDefault(component, "in " + name(component));
  }

  /**
   * The largest parts: {@code 45% waiting for a worker, 30% running on a core}; empty if there are
   * none.
   */
  public static String shares(Map<String, Double> breakdownMs) {
    double total = breakdownMs.values().stream().mapToDouble(v -> Double.isFinite(v) ? v : 0).sum();
    if (total <= 0) {
      return "";
    }
    List<Map.Entry<String, Double>> parts = new ArrayList<>(breakdownMs.entrySet());
    parts.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    List<String> said = new ArrayList<>();
    for (Map.Entry<String, Double> part : parts) {
      double share = part.getValue() / total;
      if (share >= WORTH_A_WORD) {
        said.add(FigureText.roughPercent(share) + " " + doing(part.getKey()));
      }
    }
    return String.join(", ", said);
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("queue", "waiting for a worker");
    words.put("runnable", "ready to run but waiting for a P");
    words.put("running", "running on a core");
    words.put("descheduled", "on a thread that waits for a core");
    words.put("gc_assist", "helping the garbage collector");
    words.put("throttled", "throttled by the CPU quota");
    words.put("io", "waiting for the network");
    words.put("sleep", "sleeping");
    words.put("syscall", "in system calls");
    words.put("mutex", "waiting for a lock");
    words.put("log", "waiting to write a log");
    words.put("pool", "waiting for a connection");
    words.put("channel", "waiting on a channel");
    words.put("join", "waiting for goroutines it started");
    words.put("retry", "in earlier attempts and backoff");
    return words;
  }
}
