package headroom.benchmarks;

/** What a load asks of an engine. */
interface Agenda {
  /** The simulated time, ns. */
  long now();

  /** Schedules an event. */
  void schedule(long timeNs, int kind, int subject);

  /** Leaves after the current event. */
  void finish();
}
