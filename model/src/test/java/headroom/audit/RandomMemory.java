package headroom.audit;

import headroom.model.go.collector.MemorySettings;
import headroom.model.go.collector.PacerSettings;
import headroom.model.go.memory.AllocationShape;

/** Live heaps up to 64 MiB, every GOGC, limits that may be below them. */
final class RandomMemory {
  private static final double MIB = 1 << 20;

  /** What a process takes beside its heap, bytes, roughly. */
  private static final double BESIDE_HEAP = 8.5e6;

  /** One in so many has a collector that costs nothing. */
  private static final long FREE_OF = 7;

  private final Draws draws;
  private final boolean free;

  RandomMemory(long seed) {
    draws = new Draws(seed, "memory");
    free = seed % FREE_OF == 0;
  }

  MemorySettings settings() {
    long liveBytes = draws.chance(0.1) ? 0 : (long) draws.logUniform(1_000, 64 * MIB);
    AllocationShape live =
        AllocationShape.ofLiveHeap(
            liveBytes, draws.between(0, 4) / 4.0, (long) draws.logUniform(1, 50_000));
    int gogc = draws.chance(0.1) ? PacerSettings.OFF : (int) draws.logUniform(10, 400);
    return new MemorySettings(
        new PacerSettings(gogc, limit(0.3, liveBytes, PacerSettings.NO_LIMIT)),
        live,
        draws.chance(0.1) ? 0 : (long) draws.logUniform(1_000, MIB),
        limit(0.2, liveBytes, Long.MAX_VALUE),
        free);
  }

  /** Now and then less than the process has from the start. */
  private long limit(double probability, long liveBytes, long none) {
    if (!draws.chance(probability)) {
      return none;
    }
    return (long) (draws.uniform(0.9, 1.2) * BESIDE_HEAP + liveBytes * draws.uniform(0.9, 3));
  }
}
