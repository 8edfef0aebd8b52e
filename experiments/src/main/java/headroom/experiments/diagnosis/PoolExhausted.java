package headroom.experiments.diagnosis;

import headroom.experiments.notes.Ceilings;
import headroom.experiments.notes.Ceilings.Ceiling;
import headroom.experiments.result.FailureMode;
import headroom.experiments.result.FigureText;
import headroom.experiments.result.RequestTimes.ResourceResult;
import headroom.model.workload.Resources.ChannelSettings;
import headroom.model.workload.Resources.PoolSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All connections of a pool, or all consumers of a channel, are taken. */
final class PoolExhausted implements Rule {
  private static final String POOL = "pool";
  private static final String CHANNEL = "channel";

  @Override
  public @Nullable Suspect of(DiagnosedPoint point) {
    double share = point.share(FailureMode.POOL_EXHAUSTED);
    double timedOut = point.lost("pool_wait");
    MostWaitedFor most = MostWaitedFor.of(point, POOL, CHANNEL);
    if (most == null
        || CacheStampede.explains(point)
        || !(point.isWorthNaming(share, Thresholds.HANDOVER_MS) || timedOut >= Thresholds.LOST)) {
      return null;
    }
    ResourceResult figures = most.figures();
    String evidence =
        new Evidence(point)
            .say("waiting for " + most.name() + " is " + point.explained(share))
            .sayIf(
                Double.isFinite(figures.utilization()),
                FigureText.percent(figures.utilization()) + " of it in use on average")
            .say("up to " + FigureText.count(figures.waitersMax()) + " goroutines wait")
            .sayIf(
                timedOut > 0,
                FigureText.percent(timedOut) + " of the requests get no connection in time")
            .cores()
            .text();
    return new Suspect(
        FailureMode.POOL_EXHAUSTED,
        most.name(),
        share,
        evidence,
        advice(point, most),
        changes(point, most));
  }

  private static String advice(DiagnosedPoint point, MostWaitedFor most) {
    String locked = most.isA(CHANNEL) ? lockedChannel(point) : null;
    if (locked != null) {
      return "Each value goes to a goroutine that owns its thread, and with it from thread to thread:"
          + " hand over many values at once, or do not lock it ("
          + locked
          + ").";
    }
    return most.isA(POOL)
        ? "More connections (resources.pools."
            + most.bareName()
            + ".size), as far as the other side bears them, or shorter and fewer calls; a maxWait"
            + " bounds how long a request waits for one."
        : "More consumers or a larger buffer (resources.channels."
            + most.bareName()
            + ".consumers, .capacity): a buffer helps against bursts, consumers against a load that"
            + " is too high for them.";
  }

  /** The key by which a channel's consumers own their threads; null if none do. */
  private static @Nullable String lockedChannel(DiagnosedPoint point) {
    for (ChannelSettings channel : point.scenario().resources().channels()) {
      if (channel.lockOsThread()) {
        return "resources.channels." + channel.name() + ".lockOSThread";
      }
    }
    return null;
  }

  private static List<Map<String, Object>> changes(DiagnosedPoint point, MostWaitedFor most) {
    double needed =
        Ceilings.of(point.scenario()).stream()
            .filter(ceiling -> ceiling.resource().equals(most.name()))
            .mapToDouble(Ceiling::needed)
            .max()
            .orElse(0);
    for (PoolSettings pool : point.scenario().resources().pools()) {
      if (most.isA(POOL) && pool.name().equals(most.bareName())) {
        String key = "resources.pools." + pool.name() + ".size";
        return List.of(Changes.one(key, Changes.more(pool.size(), needed)));
      }
    }
    String locked = most.isA(CHANNEL) ? lockedChannel(point) : null;
    if (locked != null) {
      return List.of(Changes.one(locked, "false"));
    }
    for (ChannelSettings channel : point.scenario().resources().channels()) {
      if (most.isA(CHANNEL) && channel.name().equals(most.bareName()) && channel.consumers() > 0) {
        String key = "resources.channels." + channel.name() + ".consumers";
        return List.of(Changes.one(key, Changes.more(channel.consumers(), needed)));
      }
    }
    return List.of();
  }
}
