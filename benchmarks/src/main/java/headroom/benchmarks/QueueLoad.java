package headroom.benchmarks;

/** An M/M/c queue at utilisation 0.9; two events a customer. */
final class QueueLoad extends Load {
  private static final int ARRIVAL = 1;
  private static final int DEPARTURE = 0;
  private static final int PLACES = 1 << 16;

  private final int servers;
  private final long[] arrivedNs = new long[PLACES];
  private int waiting;
  private int head;
  private int busy;
  private long waitedNs;

  QueueLoad(int servers, long eventLimit) {
    super(eventLimit);
    this.servers = servers;
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
      agenda.schedule(now + drawNs(), DEPARTURE, 0);
    } else {
      busy--;
    }
    count(agenda);
  }

  private void arrive(Agenda agenda, long now) {
    if (busy < servers) {
      busy++;
      agenda.schedule(now + drawNs(), DEPARTURE, 0);
    } else if (waiting < PLACES) {
      arrivedNs[(head + waiting) & (PLACES - 1)] = now;
      waiting++;
    } else {
      throw new IllegalStateException("more than " + PLACES + " customers wait");
    }
    agenda.schedule(now + drawNs() * 10 / (9L * servers), ARRIVAL, 0);
  }

  @Override
  long checksum() {
    return waitedNs;
  }
}
