package headroom.model.kernel;

import java.util.Arrays;

/**
 * When the CPU quota stopped the container, so that it can be said of any earlier instant for how
 * long it has stopped since. Times are simulated ns; 16 B a stop, of which there are a few a
 * period.
 */
final class StopLog {
  private long[] startsNs = new long[16];

  /** Stopped time before each stop. */
  private long[] beforeNs = new long[16];

  private int count;
  private long totalNs;
  private boolean isStopped;

  /** It is stopped from now on, or goes on. */
  void change(boolean stopped, long nowNs) {
    if (stopped == isStopped) {
      return;
    }
    isStopped = stopped;
    if (!stopped) {
      totalNs += nowNs - startsNs[count - 1];
      return;
    }
    if (count == startsNs.length) {
      startsNs = Arrays.copyOf(startsNs, 2 * count);
      beforeNs = Arrays.copyOf(beforeNs, 2 * count);
    }
    startsNs[count] = nowNs;
    beforeNs[count] = totalNs;
    count++;
  }

  /** For how long it was stopped between {@code fromNs} and now, ns. */
  long sinceNs(long fromNs, long nowNs) {
    return untilNs(nowNs, nowNs) - untilNs(fromNs, nowNs);
  }

  private long untilNs(long atNs, long nowNs) {
    int found = Arrays.binarySearch(startsNs, 0, count, atNs);
    int last = found >= 0 ? found : -found - 2;
    if (last < 0) {
      return 0;
    }
    boolean lasts = last == count - 1 && isStopped;
    long endNs = lasts ? nowNs : startsNs[last] + totalAfter(last) - beforeNs[last];
    return beforeNs[last] + Math.min(atNs, endNs) - startsNs[last];
  }

  private long totalAfter(int stop) {
    return stop == count - 1 ? totalNs : beforeNs[stop + 1];
  }
}
