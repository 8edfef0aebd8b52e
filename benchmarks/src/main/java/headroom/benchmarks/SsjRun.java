package headroom.benchmarks;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** A load on SSJ's simulator with its default event list, a splay tree; one object an event. */
final class SsjRun implements Agenda {
  private final Simulator simulator = new Simulator();
  private final Load load;

  private SsjRun(Load load) {
    this.load = load;
  }

  static long run(Load load) {
    SsjRun run = new SsjRun(load);
    run.simulator.init();
    load.start(run);
    run.simulator.start();
    return load.checksum();
  }

  /** Calls the load. */
  private final class Call extends Event {
    private final int kind;
    private final int subject;

    Call(int kind, int subject) {
      super(SsjRun.this.simulator);
      this.kind = kind;
      this.subject = subject;
      setPriority(kind);
    }

    @Override
    public void actions() {
      load.handle(SsjRun.this, kind, subject);
    }
  }

  /** SSJ counts in {@code double}, which holds whole ns exactly for a hundred days. */
  @Override
  public long now() {
    return (long) simulator.time();
  }

  @Override
  public void schedule(long timeNs, int kind, int subject) {
    new Call(kind, subject).schedule(timeNs - simulator.time());
  }

  @Override
  public void finish() {
    simulator.stop();
  }
}
