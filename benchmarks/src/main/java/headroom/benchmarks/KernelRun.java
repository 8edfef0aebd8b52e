package headroom.benchmarks;

import headroom.model.engine.HeadroomSimulator;
import headroom.model.engine.ReplicationBody;
import headroom.model.engine.ReplicationRunner;
import java.util.Map;

/** A load on the project's engine, life cycle and experiment included. */
final class KernelRun implements ReplicationBody, Agenda {
  private static final long LENGTH_NS = Long.MAX_VALUE / 2;

  private final Load load;

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private HeadroomSimulator simulator;

  private KernelRun(Load load) {
    this.load = load;
  }

  static long run(Load load) {
    ReplicationRunner.run(replication -> new KernelRun(load), 0, 1, 0, LENGTH_NS);
    return load.checksum();
  }

  @Override
  public void construct(HeadroomSimulator owner) {
    simulator = owner;
    load.start(this);
  }

  @Override
  public void handle(int kind, int subject) {
    load.handle(this, kind, subject);
  }

  @Override
  public void warmedUp() {}

  @Override
  public void ended() {}

  @Override
  public Map<String, Double> outputs() {
    return Map.of();
  }

  @Override
  public long now() {
    return simulator.now();
  }

  @Override
  public void schedule(long timeNs, int kind, int subject) {
    simulator.schedule(timeNs, kind, subject);
  }

  @Override
  public void finish() {
    simulator.finish();
  }
}
