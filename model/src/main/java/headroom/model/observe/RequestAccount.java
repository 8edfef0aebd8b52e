package headroom.model.observe;

import headroom.model.go.Goroutine;
import headroom.model.go.TimeAccount;
import headroom.model.service.Request;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the time of one request has gone; filled anew for each. */
final class RequestAccount {
  private static final TimeComponent[] COMPONENTS = TimeComponent.values();

  /** The component of each account, both by their ordinals. */
  private static final int[] COMPONENT_OF =
      Arrays.stream(TimeAccount.values())
          .mapToInt(account -> TimeComponent.of(account).ordinal())
          .toArray();

  private final long[] componentsNs = new long[COMPONENTS.length];

  /** Null if each request has a goroutine of its own, so that there is no queue. */
  private final @Nullable FullPool pool;

  /**
   * An account.
   *
   * @param pool the workers that serve the requests; null if each has a goroutine of its own, and
   *     waits for nobody but the goroutine that reads it
   */
  RequestAccount(@Nullable FullPool pool) {
    this.pool = pool;
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
    long queuedNs = queuedNs(request, nowNs);
    componentsNs[TimeComponent.QUEUE.ordinal()] = queuedNs;
    componentsNs[TimeComponent.RUNNABLE.ordinal()] = startNs - request.arrivalNs - queuedNs;
    if (worker == null) {
      return componentsNs;
    }
    worker.addTimes(nowNs, COMPONENT_OF, componentsNs);
    check(request, nowNs);
    return componentsNs;
  }

  /**
   * For how long {@code request} waited for a worker or a connection, of the time until {@code
   * nowNs} or until a worker took it. What is on its way to the server has been sent.
   */
  long queuedNs(Request request, long nowNs) {
    boolean started = request.worker != null;
    long beforeNs = (started ? request.startNs : nowNs) - request.arrivalNs;
    long heldNs = request.heldNs == Request.STILL_HELD ? beforeNs : request.heldNs;
    if (pool != null) {
      heldNs += started ? request.workersBusyNs : pool.untilNs(nowNs) - request.workersBusyNs;
    }
    return Math.min(heldNs, beforeNs);
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
