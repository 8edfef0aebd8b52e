package headroom.model.observe;

import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import headroom.model.service.Request;
import java.util.Arrays;

/** Where the time of one request has gone; filled anew for each. */
final class RequestAccount {
  private static final TimeComponent[] COMPONENTS = TimeComponent.values();

  /** The component of each account, both by their ordinals. */
  private static final int[] COMPONENT_OF =
      Arrays.stream(TimeAccount.values())
          .mapToInt(account -> TimeComponent.of(account).ordinal())
          .toArray();

  private final long[] componentsNs = new long[COMPONENTS.length];

  /** What a request waits for until it has a worker. */
  private final TimeComponent before;

  /**
   * An account.
   *
   * @param pooled whether a pool of workers serves the requests. Otherwise each has a goroutine of
   *     its own, and before that is made the goroutine that reads it waits for a P: there is no
   *     queue
   */
  RequestAccount(boolean pooled) {
    before = pooled ? TimeComponent.QUEUE : TimeComponent.RUNNABLE;
  }

  /**
   * The time of {@code request} from its first arrival to {@code nowNs} by the ordinal of {@link
   * TimeComponent}, valid until the next call. It adds up to the latency, or the model is wrong.
   */
  long[] of(Request request, long nowNs) {
    Arrays.fill(componentsNs, 0);
    componentsNs[TimeComponent.RETRY.ordinal()] = request.arrivalNs - request.firstArrivalNs;
    Goroutine worker = request.worker;
    long startNs = worker == null ? nowNs : request.startNs;
    long beforeNs = startNs - request.arrivalNs;
    long heldNs = request.heldNs == Request.STILL_HELD ? beforeNs : request.heldNs;
    heldNs = Math.min(heldNs, beforeNs); // what is on its way has been sent
    componentsNs[before.ordinal()] = beforeNs - heldNs;
    componentsNs[TimeComponent.QUEUE.ordinal()] += heldNs;
    if (worker == null) {
      return componentsNs;
    }
    worker.addTimes(nowNs, COMPONENT_OF, componentsNs);
    check(request, nowNs);
    return componentsNs;
  }

  private void check(Request request, long nowNs) {
    long sum = 0;
    for (long component : componentsNs) {
      sum += component;
    }
    long latencyNs = nowNs - request.firstArrivalNs;
    if (sum != latencyNs) {
      throw new IllegalStateException(
          "request "
              + request.index
              + ": its components add up to "
              + sum
              + " ns, its latency is "
              + latencyNs
              + " ns: "
              + Arrays.toString(componentsNs));
    }
  }
}
