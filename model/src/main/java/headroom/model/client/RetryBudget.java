package headroom.model.client;

/**
 * Limits retries to a share of the requests: a bucket of tokens into which every request puts the
 * share of a token, and from which every retry takes one. Source: gRPC proposal A6, retry
 * throttling (tokens and a ratio), and Finagle's {@code RetryBudget} (deposits of a share of a
 * token).
 */
final class RetryBudget {
  /** Tokens the bucket holds, and begins with: what a burst of failures may take at once. */
  private static final double CAPACITY = 100;

  private final double share;
  private double tokens = CAPACITY;

  /** A budget of {@code share} retries for each request; infinite without a limit. */
  RetryBudget(double share) {
    this.share = share;
  }

  /** A client asks for the first time. */
  void deposit() {
    tokens = Math.min(CAPACITY, tokens + share);
  }

  /** Whether a client may ask again; takes the token if so. */
  boolean withdraw() {
    if (share == Double.POSITIVE_INFINITY) {
      return true;
    }
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
