package headroom.benchmarks;

/** A fixed number of pending events; each schedules its successor. */
final class HoldLoad extends Load {
  private final int pending;
  private long sum;

  HoldLoad(int pending, Draws draws, long eventLimit) {
    super(draws, eventLimit);
    this.pending = pending;
  }

  @Override
  void start(Agenda agenda) {
    for (int i = 0; i < pending; i++) {
      agenda.schedule(drawNs(), 0, i);
    }
  }

  @Override
  void handle(Agenda agenda, int kind, int subject) {
    sum += subject;
    agenda.schedule(agenda.now() + drawNs(), 0, subject);
    count(agenda);
  }

  @Override
  long checksum() {
    return sum;
  }
}
