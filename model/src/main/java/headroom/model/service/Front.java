package headroom.model.service;

/** How requests come from their clients to the goroutines of the service. */
sealed interface Front permits Acceptor, HttpFront {
  /** Brings its goroutines to life. */
  void start();

  /** A client sends {@code request}, which reaches the machine now. */
  void arrive(Request request);

  /** The client of {@code request} does not wait for its answer any more. */
  void givenUp(Request request);

  /** Handles an event of its own; false if it is not. */
  boolean handle(int kind, int subject);
}
