package headroom.experiments.diagnosis;

import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.experiments.result.RequestTimes.Reuse;
import headroom.model.workload.Resources.CacheSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that many ask for is not there, and each of them loads it. */
final class CacheStampede implements Rule {
  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    CacheSettings cache = worst(point);
    double share = explainedShare(point);
    if (cache == null || !point.isWorthNaming(share, Thresholds.HANDOVER_MS)) {
      return null;
    }
    MostWaitedFor pool = MostWaitedFor.of(point, "pool");
    String evidence =
        new Evidence(point)
            .say("loading, and waiting to load, is " + point.explained(share))
            .say(
                "up to "
                    + FigureText.number(stampede(point, cache))
                    + " requests load one key of cache "
                    + cache.name()
                    + " at once")
            .sayIf(
                pool != null,
                pool == null
                    ? ""
                    : "up to "
                        + FigureText.count(pool.figures().waitersMax())
                        + " wait for "
                        + pool.name())
            .text();
    return new Suspect(
        FailureMode.CACHE_STAMPEDE,
        "cache " + cache.name(),
        share,
        evidence,
        "Let one request load a key and the others wait for it (resources.caches."
            + cache.name()
            + ".singleflight: true), or refresh keys before they expire.",
        List.of(Changes.one("resources.caches." + cache.name() + ".singleflight", "true")));
  }

  /** Whether waits for a pool follow from it. */
  static boolean explains(DiagnosedPoint point) {
    return worst(point) != null
        && point.isWorthNaming(explainedShare(point), Thresholds.HANDOVER_MS);
  }

  private static double explainedShare(DiagnosedPoint point) {
    return Math.min(1, point.share(FailureMode.POOL_EXHAUSTED) + point.bad().share("io"));
  }

  private static @Nullable CacheSettings worst(DiagnosedPoint point) {
    CacheSettings worst = null;
    double most = Thresholds.STAMPEDE;
    for (CacheSettings cache : point.scenario().resources().memory().caches()) {
      if (!cache.singleflight() && stampede(point, cache) >= most) {
        worst = cache;
        most = stampede(point, cache);
      }
    }
    return worst;
  }

  private static double stampede(DiagnosedPoint point, CacheSettings cache) {
    ResourceResult figures = point.resources().get("cache " + cache.name());
    Reuse reuse = figures == null ? null : figures.reuse();
    Long most = reuse == null ? null : reuse.stampedeMax();
    return most == null ? 0 : most;
  }
}
