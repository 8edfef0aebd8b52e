package headroom.model.workload.program;

import headroom.model.workload.RequestStep;
import headroom.model.workload.Resources;

/**
 * The pipe behind a logger: its reader takes everything at once, but now and then stalls; then the
 * pipe fills, and a writer waits until the stall is over. The first stall begins one interval after
 * the start. Source: Linux {@code pipe(7)}; a reader that goes on empties the pipe at once.
 */
final class Pipe {
  private final long capacityBytes;
  private final long stallEveryNs;
  private final long stallForNs;
  private long filledBytes;

  /** The stall during which the pipe has been filled. */
  private long fillingStall;

  Pipe(Resources.SinkSettings sink) {
    capacityBytes = sink.bufferBytes();
    stallEveryNs = sink.stallEveryNs();
    stallForNs = sink.stallForNs();
  }

  /** Writes {@code bytes} at {@code nowNs}; returns how long the writer waits for room, ns. */
  long write(long bytes, long nowNs) {
    if (stallEveryNs == RequestStep.NO_LIMIT || nowNs < stallEveryNs) {
      return 0;
    }
    long stall = nowNs / stallEveryNs;
    long sinceNs = nowNs - stall * stallEveryNs;
    if (sinceNs >= stallForNs) {
      return 0;
    }
    if (stall != fillingStall) {
      fillingStall = stall;
      filledBytes = 0;
    }
    if (filledBytes + bytes <= capacityBytes) {
      filledBytes += bytes;
      return 0;
    }
    return stallForNs - sinceNs;
  }
}
