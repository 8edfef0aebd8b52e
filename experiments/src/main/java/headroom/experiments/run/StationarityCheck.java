package headroom.experiments.run;

import headroom.experiments.result.FigureText;
import headroom.experiments.result.Stability;
import headroom.experiments.statistics.GrowthTest;
import headroom.experiments.statistics.GrowthTest.Growth;
import headroom.model.Scenario;
import headroom.model.service.ServerSettings;
import headroom.model.workload.Arrivals;

/** Says in words whether the steady-state figures of a run mean anything. */
final class StationarityCheck {
  private static final double NS_PER_S = 1e9;

  private StationarityCheck() {}

  /**
   * Judges a run by {@code inSystem[replication][sample]}, requests in the system over the measured
   * window.
   *
   * @param inFlight requests that had not ended when the replications were given up
   */
  static Stability judge(
      Scenario scenario, double[][] inSystem, double throughputPerS, long inFlight) {
    Growth growth = GrowthTest.test(inSystem, scenario.window().durationNs() / NS_PER_S);
    if (growth.growing()) {
      return new Stability(
          false, growthReason(scenario, growth, throughputPerS), growth.perSecond());
    }
    if (inFlight > 0) {
      return new Stability(
          false,
          FigureText.count(inFlight)
              + " requests had not ended when the run was given up, so the slowest are missing from the latencies",
          null);
    }
    return new Stability(true, null, null);
  }

  private static String growthReason(Scenario scenario, Growth growth, double throughputPerS) {
    StringBuilder reason = new StringBuilder("requests in the system grow by ");
    reason.append(FigureText.rate(growth.perSecond())).append(" over the whole window");
    if (scenario.arrivals() instanceof Arrivals.Phases) {
      return reason
          .append(
              " while the arrivals change by plan, so the figures describe this window and no steady state")
          .toString();
    }
    reason.append(": more arrive than are completed");
    if (throughputPerS > 0) {
      double msPerSecond = growth.perSecond() / throughputPerS * 1e3;
      reason
          .append(", each second adds ")
          .append(FigureText.time(msPerSecond))
          .append(" to the latency");
    }
    long capacity = scenario.server().queueCapacity();
    if (capacity != ServerSettings.UNLIMITED) {
      reason.append(", a queue of ").append(FigureText.count(capacity)).append(" fills in about ");
      reason.append(FigureText.time(capacity / growth.perSecond() * 1e3));
    }
    return reason.append(", and every percentile depends on how long the run is").toString();
  }
}
