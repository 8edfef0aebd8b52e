package headroom.model.go.collector;

import headroom.model.go.memory.AllocationShape;

/**
 * What the collector works with.
 *
 * @param pacer GOGC and GOMEMLIMIT
 * @param liveHeap what the program holds from the start
 * @param globalsBytes variables with pointers
 * @param containerBytes memory that the process may take before the kernel kills it; {@link
 *     Long#MAX_VALUE} without a limit
 * @param free whether collecting takes nothing from anybody: a cycle is over at the instant at
 *     which it starts, without workers, assists, stops and sweeping, and nothing is given back in
 *     the background. No Go program is so; it is what others are compared with
 */
public record MemorySettings(
    PacerSettings pacer,
    AllocationShape liveHeap,
    long globalsBytes,
    long containerBytes,
    boolean free) {
  /** Variables with pointers of a small program, bytes. Measured: 0.16 MB. */
  public static final long SMALL_PROGRAM_GLOBALS = 160_000;

  /** Of Go's own collector. */
  public MemorySettings(
      PacerSettings pacer, AllocationShape liveHeap, long globalsBytes, long containerBytes) {
    this(pacer, liveHeap, globalsBytes, containerBytes, false);
  }

  /** 4 MiB of small objects, GOGC=100, no limit of any kind. */
  public static final MemorySettings SMALL =
      new MemorySettings(
          PacerSettings.DEFAULT,
          AllocationShape.ofLiveHeap(4 << 20, 0.25, 256),
          SMALL_PROGRAM_GLOBALS,
          Long.MAX_VALUE);
}
