package headroom.model;

import headroom.model.go.collector.CycleRecord;
import headroom.model.metrics.RuntimeMetrics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a replication while it runs; each may be null.
 *
 * @param requests told of every request that ends
 * @param progress told how far the replication is
 * @param metrics given the table once all mechanisms have registered their figures, to register
 *     more
 */
public record Listeners(
    Simulation.@Nullable RequestListener requests,
    Simulation.@Nullable ProgressListener progress,
    @Nullable Consumer<RuntimeMetrics> metrics,
    @Nullable Consumer<CycleRecord> cycles) {
  /** Nobody. */
  public static final Listeners NONE = new Listeners(null, null, null, null);

  /** Those of requests and of progress only. */
  public static Listeners of(
      Simulation.@Nullable RequestListener requests,
      Simulation.@Nullable ProgressListener progress) {
    return new Listeners(requests, progress, null, null);
  }
}
