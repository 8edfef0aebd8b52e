package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.PointResult;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.model.random.Distribution;
import headroom.model.workload.Resources.PoolSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool closes idle connections that are soon opened again, and requests wait for the opening. */
final class ConnectionChurn implements Rule {
  private static final double NS_PER_MS = 1e6;

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    Suspect worst = null;
    for (PoolSettings pool : point.scenario().resources().pools()) {
      Suspect found = of(point, pool);
      worst = worst == null || (found != null && found.share() > worst.share()) ? found : worst;
    }
    return worst;
  }

  private static @Nullable Suspect of(DiagnosedPoint point, PoolSettings pool) {
    PointResult figures = point.figures();
    ResourceResult resource = point.resources().get("pool " + pool.name());
    Long opened = resource == null ? null : resource.opened();
    Distribution connect = pool.connect();
    if (opened == null || connect == null || figures.completed() == 0) {
      return null;
    }
    double connectMs = connect.mean() / NS_PER_MS;
    double eachMs = opened * connectMs / figures.completed();
    double share = Math.min(1, eachMs / figures.latencyMs().mean());
    if (pool.maxIdle() >= pool.size() || !point.isWorthNaming(share, Thresholds.HANDOVER_MS)) {
      return null;
    }
    String evidence =
        new Evidence(point)
            .say(
                "opening connections is "
                    + FigureText.roughPercent(share)
                    + " of the time of an average request ("
                    + FigureText.time(eachMs)
                    + ")")
            .say(
                FigureText.count(opened)
                    + " opened for "
                    + FigureText.count(figures.completed())
                    + " requests, "
                    + FigureText.time(connectMs)
                    + " each; maxIdle keeps "
                    + FigureText.count(pool.maxIdle())
                    + " of "
                    + FigureText.count(pool.size())
                    + " open")
            .text();
    String key = "resources.pools." + pool.name() + ".maxIdle";
    return new Suspect(
        FailureMode.CONNECTION_CHURN,
        "pool " + pool.name(),
        share,
        evidence,
        "Keep as many connections open as are in use at once ("
            + key
            + "; SetMaxIdleConns of database/sql, MaxIdleConnsPerHost of net/http keep 2).",
        List.of(Changes.one(key, (long) pool.size())));
  }
}
