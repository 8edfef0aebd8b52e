package headroom.model.observe;

import headroom.model.service.Request;
import headroom.model.workload.program.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the requests that did not complete: why, and where their time went. */
final class UncompletedRequests {
  private static final Failure[] FAILURES = Failure.values();

  /** Requests that the server has, in no order that means anything. */
  private final List<Request> inside = new ArrayList<>();

  private final RequestAccount account;
  private final LatencyBreakdown failed = new LatencyBreakdown();
  private final LatencyBreakdown unfinished = new LatencyBreakdown();
  private final long[] failures = new long[FAILURES.length];
  private long rejected;
  private long givenUp;

  UncompletedRequests(RequestAccount account) {
    this.account = account;
  }

  /** The server has {@code request} from now on. */
  void entered(Request request) {
    request.place = inside.size();
    inside.add(request);
  }

  /** The server has {@code request} no longer. */
  void left(Request request) {
    Request last = inside.remove(inside.size() - 1);
    if (last != request) {
      inside.set(request.place, last);
      last.place = request.place;
    }
  }

  /** The last attempt of a measured request was rejected at {@code nowNs}. */
  void rejected(Request request, long nowNs) {
    rejected++;
    add(failed, request, nowNs);
  }

  /** A measured request has failed at {@code nowNs}; its client gave up if {@code why} is null. */
  void failed(Request request, @Nullable Failure why, long nowNs) {
    if (why == null) {
      givenUp++;
    } else {
      failures[why.ordinal()]++;
    }
    add(failed, request, nowNs);
  }

  /** The window is over, or the process has ended: what is inside now is unfinished. */
  void windowOver(long nowNs) {
    for (Request request : inside) {
      add(unfinished, request, nowNs);
    }
  }

  Observation.Losses observed(long completionsInLastTenth) {
    Map<String, Long> byReason = new LinkedHashMap<>();
    put(byReason, "rejected", rejected);
    put(byReason, "client_timeout", givenUp);
    for (Failure failure : FAILURES) {
      put(byReason, failure.name().toLowerCase(Locale.ROOT), failures[failure.ordinal()]);
    }
    return new Observation.Losses(byReason, failed, unfinished, completionsInLastTenth);
  }

  private static void put(Map<String, Long> byReason, String reason, long count) {
    if (count > 0) {
      byReason.put(reason, count);
    }
  }

  private void add(LatencyBreakdown breakdown, Request request, long nowNs) {
    breakdown.add(nowNs - request.firstArrivalNs, account.of(request, nowNs));
  }
}
