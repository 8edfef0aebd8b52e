package headroom.model.observe;

import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import headroom.model.service.Request;

/**
 * Finds out what each request met of the collector. A cycle is on from the request for its first
 * stop of the world to the end of its second. Keeps nothing in the requests: whoever is there now
 * has met what ended after it came.
 */
final class EncounterRecord {
  private final long fromNs;
  private final long toNs;
  private final CollectorEncounters seen = new CollectorEncounters();
  private boolean on;
  private boolean over;

  /** When the last cycle ended; the start of the run before the first. */
  private long endedNs;

  /** When the world last ran again after a stop. */
  private long restartedNs = -1;

  /** Of the window from {@code fromNs} to {@code toNs}. */
  EncounterRecord(long fromNs, long toNs) {
    this.fromNs = fromNs;
    this.toNs = toNs;
  }

  /** A cycle has begun, whose first stop was asked for at {@code askedNs}. */
  void cycleBegan(long askedNs) {
    assert !on : "two cycles at once";
    noCycleUntil(askedNs);
    on = true;
  }

  /** The world runs again at {@code nowNs} after a stop. */
  void restarted(long nowNs) {
    restartedNs = nowNs;
  }

  /** The cycle has ended. */
  void cycleEnded(long nowNs) {
    assert on : "no cycle is on";
    on = false;
    endedNs = nowNs;
  }

  /** The window is over, or the process has ended before that. */
  void windowOver(long nowNs) {
    if (!on) {
      noCycleUntil(nowNs);
    }
    over = true;
  }

  /** A measured request has completed at {@code nowNs}. */
  void completed(Request request, Goroutine worker, long nowNs) {
    seen.latencies(encounter(request, worker, nowNs)).recordValue(nowNs - request.firstArrivalNs);
  }

  CollectorEncounters seen() {
    return seen;
  }

  private Encounter encounter(Request request, Goroutine worker, long nowNs) {
    if (worker.timeInNs(TimeAccount.ASSIST, nowNs) > 0) {
      return Encounter.ASSIST;
    }
    if (restartedNs > request.firstArrivalNs) {
      return Encounter.STOP;
    }
    return on || endedNs > request.firstArrivalNs ? Encounter.MARKING : Encounter.NOTHING;
  }

  private void noCycleUntil(long timeNs) {
    long gapNs = Math.min(timeNs, toNs) - Math.max(endedNs, fromNs);
    if (gapNs > 0 && !over) {
      seen.gapsNs().recordValue(gapNs);
    }
  }
}
