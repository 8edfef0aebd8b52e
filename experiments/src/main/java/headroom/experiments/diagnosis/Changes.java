package headroom.experiments.diagnosis;

import headroom.experiments.result.MetricResult;
import headroom.model.Scenario;
import headroom.model.go.collector.PacerSettings;
import headroom.model.kernel.MachineSettings;
import headroom.model.kernel.MachineSettings.Quota;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings that are worth trying, by key of the experiment file. */
final class Changes {
  static final String CORES = "machine.cores";
  static final String QUOTA = "machine.cpuQuota";
  static final String GOMAXPROCS = "runtime.gomaxprocs";
  static final String GOMEMLIMIT = "runtime.gomemlimit";
  static final String GOGC = "runtime.gogc";
  static final String MEMORY = "machine.memory";
  static final String TICKERS = "process.tickers";
  static final String WORKERS = "server.workers";

  private static final double MIB = 1 << 20;

  /**
   * GOMEMLIMIT as a part of the container's memory. Source: A Guide to the Go Garbage Collector.
   */
  private static final double BELOW_MEMORY = 0.9;

  private Changes() {}

  static Map<String, Object> one(String key, Object value) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put(key, value);
    return change;
  }

  private static Map<String, Object> two(String key, Object value, String next, Object other) {
    Map<String, Object> change = one(key, value);
    change.put(next, other);
    return change;
  }

  /** As {@code --set} writes it: {@code server.workers=16}. */
  static String text(Map<String, Object> change) {
    StringBuilder text = new StringBuilder();
    change.forEach(
        (key, value) ->
            text.append(text.isEmpty() ? "--set " : " --set ")
                .append(key)
                .append('=')
                .append(value));
    return text.toString();
  }

  /** At least twice as many as there are, and as many as {@code needed} leaves room with. */
  static long more(long now, double needed) {
    return Math.max(2 * now, (long) Math.ceil(needed / Thresholds.AIM));
  }

  /** More cores, or a higher limit, with the Ps to use them; empty where the limit has a plan. */
  static List<Map<String, Object>> moreCpu(DiagnosedPoint point, double needed) {
    Scenario scenario = point.scenario();
    MachineSettings machine = scenario.machine();
    Quota quota = machine.quota();
    if (!machine.quotaChanges().isEmpty()) {
      return List.of();
    }
    boolean automatic = scenario.runtime().automatic();
    if (point.room().bound() == CpuRoom.Bound.QUOTA && quota != null) {
      long cores = Math.min(machine.cores(), more((long) Math.ceil(quota.cores()), needed));
      if (cores > quota.cores()) {
        boolean fewer = !automatic && scenario.runtime().gomaxprocs() < cores;
        return List.of(fewer ? two(QUOTA, cores, GOMAXPROCS, cores) : one(QUOTA, cores));
      }
      return List.of();
    }
    long cores = more(machine.cores(), needed);
    boolean fewer = !automatic && scenario.runtime().gomaxprocs() < cores;
    return List.of(fewer ? two(CORES, cores, GOMAXPROCS, cores) : one(CORES, cores));
  }

  /** More room for the heap under GOMEMLIMIT, with the container that it needs. */
  static Map<String, Object> moreMemory(DiagnosedPoint point, double factor) {
    long container = point.scenario().memory().containerBytes();
    long limit = point.scenario().memory().pacer().memoryLimitBytes();
    if (limit == PacerSettings.NO_LIMIT) {
      return one(MEMORY, mib(factor * container));
    }
    double wanted = factor * limit;
    return container == Long.MAX_VALUE || wanted <= BELOW_MEMORY * container
        ? one(GOMEMLIMIT, mib(wanted))
        : two(GOMEMLIMIT, mib(wanted), MEMORY, mib(wanted / BELOW_MEMORY));
  }

  /** A limit a little below the container's memory. */
  static Map<String, Object> limitBelowMemory(DiagnosedPoint point) {
    return one(GOMEMLIMIT, mib(BELOW_MEMORY * point.scenario().memory().containerBytes()));
  }

  /** GOGC {@code factor} times as high; empty where it is off. */
  static List<Map<String, Object>> higherGogc(DiagnosedPoint point, int factor) {
    PacerSettings pacer = point.scenario().memory().pacer();
    double percent = MetricResult.value(point.figures(), "/gc/gogc:percent", "max");
    return pacer.isOff() || !(percent > 0)
        ? List.of()
        : List.of(one(GOGC, (long) pacer.gcPercent() * factor));
  }

  private static String mib(double bytes) {
    return (long) Math.ceil(bytes / MIB) + "MiB";
  }
}
