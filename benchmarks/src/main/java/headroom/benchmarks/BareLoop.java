package headroom.benchmarks;

import headroom.model.engine.EventSet;

/** Nothing but a heap and a loop: what no engine can beat by much. */
final class BareLoop implements Agenda {
  private final EventSet events = new EventSet();
  private long nowNs;
  private boolean finished;

  long run(Load load) {
    load.start(this);
    while (!finished) {
      nowNs = events.firstTimeNs();
      long tag = events.firstTag();
      events.removeFirst();
      load.handle(this, EventSet.kindOf(tag), EventSet.subjectOf(tag));
    }
    return load.checksum();
  }

  @Override
  public long now() {
    return nowNs;
  }

  @Override
  public void schedule(long timeNs, int kind, int subject) {
    events.add(timeNs, kind, subject);
  }

  @Override
  public void finish() {
    finished = true;
  }
}
