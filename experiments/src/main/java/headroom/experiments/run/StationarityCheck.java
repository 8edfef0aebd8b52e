package headroom.experiments.run;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.Stability;
import headroom.experiments.statistics.GrowthTest;
import headroom.experiments.statistics.GrowthTest.Growth;
import headroom.model.Scenario;
import headroom.model.metrics.MetricNames;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in words whether the steady-state figures of a run mean anything, and if not how long it can
 * go on so.
 */
final class StationarityCheck {
  private static final double NS_PER_S = 1e9;
  private static final double MS_PER_S = 1e3;

  private final PointAccumulator pooled;
  private final Scenario scenario;
  private final Map<String, Double> fullAfterS = new LinkedHashMap<>();

  private StationarityCheck(PointAccumulator pooled) {
    this.pooled = pooled;
    this.scenario = pooled.scenario;
  }

  /**
   * Judges a run by requests in the system and by the memory of the process over the measured
   * window.
   */
  static Stability judge(PointAccumulator pooled, double throughputPerS) {
    return new StationarityCheck(pooled).judge(throughputPerS);
  }

  private Stability judge(double throughputPerS) {
    Growth queue = GrowthTest.test(pooled.inSystem(), windowS());
    Growth memory = memory();
    Double bytesPerS = memory == null ? null : (Double) memory.perSecond();
    long inFlight = pooled.counts.inFlight();
    if (queue.growing()) {
      String reason = growthReason(queue, throughputPerS) + orMemory(memory, ", ");
      return new Stability(false, reason, queue.perSecond(), bytesPerS, fullAfterS, null);
    }
    if (fullAfterS.containsKey("memory")) {
      String reason =
          orMemory(memory, "")
              + ": what collections and cache lookups take depends on how long the run is, and the"
              + " process is killed in the end";
      return new Stability(false, reason, null, bytesPerS, fullAfterS, null);
    }
    if (inFlight > 0) {
      return new Stability(
          false,
          FigureText.count(inFlight)
              + " requests had not ended when the run was given up, so the slowest are missing from the latencies",
          null);
    }
    return new Stability(true, null, null, bytesPerS, null, null);
  }

  private double windowS() {
    return scenario.window().durationNs() / NS_PER_S;
  }

  /** How the memory grows, and when it is full; null if it does not or nothing allocates. */
  private @Nullable Growth memory() {
    double[] bytes = pooled.inWindow(MetricNames.RESIDENT_MEMORY.text());
    if (!scenario.allocates() || bytes.length == 0) {
      return null;
    }
    Growth growth = GrowthTest.test(new double[][] {bytes}, windowS());
    if (!growth.growing()) {
      return null;
    }
    long limitBytes = scenario.memory().containerBytes();
    if (limitBytes != Long.MAX_VALUE) {
      double left = Math.max(0, limitBytes - bytes[bytes.length - 1]);
      fullAfterS.put("memory", scenario.window().endNs() / NS_PER_S + left / growth.perSecond());
    }
    return growth;
  }

  private String orMemory(@Nullable Growth memory, String before) {
    if (memory == null) {
      return "";
    }
    Double full = fullAfterS.get("memory");
    String grows =
        before + "resident memory grows by " + FigureText.size(memory.perSecond()) + " a second";
    return full == null
        ? grows
        : grows
            + " and reaches the limit of "
            + FigureText.size((double) scenario.memory().containerBytes())
            + " about "
            + FigureText.time(full * MS_PER_S)
            + " after the start";
  }

  private String growthReason(Growth growth, double throughputPerS) {
    StringBuilder reason = new StringBuilder("requests in the system grow by ");
    reason.append(FigureText.rate(growth.perSecond())).append(" over the whole window");
    if (scenario.changesByPlan()) {
      return reason
          .append(" while the ")
          .append(
              scenario.arrivals() instanceof Arrivals.Phases
                  ? "arrivals change"
                  : "CPU limit changes")
          .append(" by plan, so the figures describe this window and no steady state")
          .toString();
    }
    reason.append(": more arrive than are completed");
    if (throughputPerS > 0) {
      double msPerSecond = growth.perSecond() / throughputPerS * MS_PER_S;
      reason
          .append(", each second adds ")
          .append(FigureText.time(msPerSecond))
          .append(" to the latency");
    }
    long capacity = scenario.server().queueCapacity();
    if (capacity != ServerSettings.UNLIMITED) {
      fullAfterS.put("queue", capacity / growth.perSecond());
      reason.append(", a queue of ").append(FigureText.count(capacity)).append(" fills in about ");
      reason.append(FigureText.time(capacity / growth.perSecond() * MS_PER_S));
    }
    return reason.append(", and every percentile depends on how long the run is").toString();
  }
}
