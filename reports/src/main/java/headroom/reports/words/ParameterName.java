package headroom.reports.words;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys of the experiment file as a reader says them. */
public final class ParameterName {
  private static final Map<String, String> SPOKEN = spoken();

  private ParameterName() {}

  /**
   * The key in words: {@code server.workers} becomes {@code workers}; an unknown key stays as it
   * is.
   */
  public static String of(String key) {
    return SPOKEN.getOrDefault(key, key);
  }

  /**
   * A setting in words: {@code workers 8, GOGC 100}; {@code the base}, of a comparison, if nothing
   * was varied; of two files the name.
   */
  public static String setting(Map<String, Object> parameters) {
    if (parameters.isEmpty()) {
      return "the base";
    }
    if (parameters.size() == 1 && parameters.get("experiment") instanceof String name) {
      return name; // one of two files
    }
    return parameters.entrySet().stream()
        .map(e -> of(e.getKey()) + " " + value(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** A value as written; numbers without a needless fraction. */
  public static String value(Object value) {
    if (value instanceof Double number && Math.rint(number) == number && Math.abs(number) < 1e15) {
      return String.valueOf(number.longValue());
    }
    return String.valueOf(value);
  }

  private static Map<String, String> spoken() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("server.workers", "workers");
    names.put("server.queue", "queue capacity");
    names.put("server.whenFull", "when full");
    names.put("server.overhead", "overhead per request");
    names.put("machine.cores", "cores");
    names.put("machine.cpuQuota", "CPU quota");
    names.put("machine.quotaPeriod", "period of the CPU quota");
    names.put("machine.quotaBurst", "burst of the CPU quota");
    names.put("machine.memory", "memory");
    names.put("runtime.gomaxprocs", "GOMAXPROCS");
    names.put("runtime.gogc", "GOGC");
    names.put("runtime.gomemlimit", "GOMEMLIMIT");
    names.put("runtime.collector", "collector");
    names.put("runtime.version", "Go version");
    names.put("process.liveHeap", "live heap");
    names.put("arrivals", "arrivals");
    names.put("clients.users", "users");
    return names;
  }
}
