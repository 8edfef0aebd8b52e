package headroom.model.client;

import headroom.model.random.Distribution;

/**
 * What clients do beside asking: how long they wait for an answer, and whether they ask again.
 *
 * @param timeoutNs an attempt without an answer for so long is given up, though the server may go
 *     on with it; {@link #NONE} without
 * @param retries further attempts at most, after a rejection, an error or a timeout; {@link
 *     #UNLIMITED} for ever
 * @param backoff the wait before the first retry, ns
 * @param backoffFactor what the wait is multiplied by for each further retry
 * @param retryBudget retries as a share of requests that the clients allow themselves; {@link
 *     Double#POSITIVE_INFINITY} without a budget
 */
public record ClientSettings(
    long timeoutNs, int retries, Distribution backoff, double backoffFactor, double retryBudget) {
  /** No timeout. */
  public static final long NONE = Long.MAX_VALUE;

  /** Retries without end. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Clients that wait for ever and never ask twice. */
  public static final ClientSettings PATIENT =
      new ClientSettings(NONE, 0, new Distribution.Constant(0), 2, Double.POSITIVE_INFINITY);
}
