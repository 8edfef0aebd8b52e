package headroom.benchmarks;

/** An M/M/c queue; two events a customer. */
final class QueueLoad extends Load {
  private static final int ARRIVAL = 1;
  private static final int DEPARTURE = 0;
  private static final int PLACES = 1 << 16;

  private final int servers;

  /** Arrivals in the mean time of a service. */
  private final double arrivals;

  private final long[] arrivedNs = new long[PLACES];
  private int waiting;
  private int head;
  private int busy;
  private long started;
  private long waitedNs;

  QueueLoad(int servers, double utilization, Draws draws, long eventLimit) {
    super(draws, eventLimit);
    this.servers = servers;
    this.arrivals = utilization * servers;
  }

  @Override
  void start(Agenda agenda) {
    agenda.schedule(drawNs(), ARRIVAL, 0);
  }

  @Override
  void handle(Agenda agenda, int kind, int subject) {
    long now = agenda.now();
    if (kind == ARRIVAL) {
      arrive(agenda, now);
    } else if (waiting > 0) {
      waitedNs += now - arrivedNs[head];
      head = (head + 1) & (PLACES - 1);
      waiting--;
      serve(agenda, now);
    } else {
      busy--;
    }
    count(agenda);
  }

  private void arrive(Agenda agenda, long now) {
    if (busy < servers) {
      busy++;
      serve(agenda, now);
    } else if (waiting < PLACES) {
      arrivedNs[(head + waiting) & (PLACES - 1)] = now;
      waiting++;
    } else {
      throw new IllegalStateException("more than " + PLACES + " customers wait");
    }
    agenda.schedule(now + (long) (drawNs() / arrivals), ARRIVAL, 0);
  }

  private void serve(Agenda agenda, long now) {
    started++;
    agenda.schedule(now + drawNs(), DEPARTURE, 0);
  }

  /** Customers whose service has begun. */
  long started() {
    return started;
  }

  /** What those have waited on average, ns. */
  double meanWaitNs() {
    return (double) waitedNs / started;
  }

  @Override
  long checksum() {
    return waitedNs;
  }
}
