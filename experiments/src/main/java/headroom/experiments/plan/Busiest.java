package headroom.experiments.plan;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.result.PlanResult.Busy;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.model.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resource of a point that is nearest saturation. */
final class Busiest {
  private static final String CPU = "CPU";

  private Busiest() {}

  /**
   * As measured, or by means where those need more: what others take of the cores is not in the
   * process's own figure.
   */
  static Busy of(Trial trial) {
    PointResult point = trial.result();
    Scenario scenario = trial.experiment().scenario();
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put(CPU, point.cpu().utilization());
    Map<String, ResourceResult> resources = point.byResource();
    if (resources != null) {
      resources.forEach((name, resource) -> shares.put(name, resource.utilization()));
    }
    Ceilings.of(scenario)
        .forEach(ceiling -> shares.merge(ceiling.resource(), ceiling.share(), Math::max));
    String busiest = CPU;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      if (share.getValue() > shares.getOrDefault(busiest, 0.0)) {
        busiest = share.getKey();
      }
    }
    return new Busy(
        busiest, Math.min(1, shares.getOrDefault(busiest, 0.0)), memory(point, scenario));
  }

  private static @Nullable Double memory(PointResult point, Scenario scenario) {
    Long residentBytes = point.runtime().collection().rssMaxBytes();
    long limitBytes = scenario.memory().containerBytes();
    return residentBytes == null || limitBytes == Long.MAX_VALUE
        ? null
        : (Double) (residentBytes / (double) limitBytes);
  }
}
