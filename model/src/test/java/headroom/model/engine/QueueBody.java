package headroom.model.engine;

import headroom.model.random.KeyedStream;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An M/M/1 queue that folds all it sees into one number, so that two runs can be compared bit for
 * bit.
 */
final class QueueBody implements ReplicationBody {
  static final int ARRIVAL = 1;
  static final int DEPARTURE = 0;
  static final double MEAN_GAP_NS = 1_000;
  static final double MEAN_SERVICE_NS = 800;

  private final KeyedStream stream;
  private final ArrayDeque<Long> waiting = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init") // set in construct, before all else
  private HeadroomSimulator simulator;

  private long customers;
  private long lastNs;
  long hash;
  long handled;
  long waitedNs;
  long warmedUpAtNs = -1;
  boolean ended;

  QueueBody(int replication) {
    stream = KeyedStream.of(42, replication, "queue");
  }

  @Override
  public void construct(HeadroomSimulator owner) {
    simulator = owner;
    scheduleArrival();
  }

  @Override
  public void handle(int kind, int subject) {
    long now = simulator.now();
    if (now < lastNs) {
      throw new IllegalStateException("time ran back from " + lastNs + " to " + now);
    }
    lastNs = now;
    handled++;
    hash = hash * 31 + now * 16 + kind + 7L * subject;
    if (kind == ARRIVAL) {
      waiting.addLast(now);
      if (waiting.size() == 1) {
        scheduleDeparture(now);
      }
      scheduleArrival();
    } else {
      waiting.removeFirst();
      if (!waiting.isEmpty()) {
        waitedNs += now - waiting.getFirst();
        scheduleDeparture(now);
      }
    }
  }

  private void scheduleArrival() {
    long gapNs = Math.round(-MEAN_GAP_NS * StrictMath.log(stream.at(customers, 0).nextOpen()));
    simulator.schedule(simulator.now() + gapNs, ARRIVAL, (int) (customers++ & 0xFFFF));
  }

  private void scheduleDeparture(long now) {
    long serviceNs =
        Math.round(-MEAN_SERVICE_NS * StrictMath.log(stream.at(customers, 1).nextOpen()));
    simulator.schedule(now + serviceNs, DEPARTURE, 0);
  }

  @Override
  public void warmedUp() {
    warmedUpAtNs = simulator.now();
  }

  @Override
  public void ended() {
    ended = true;
  }

  @Override
  public Map<String, Double> outputs() {
    Map<String, Double> outputs = new LinkedHashMap<>();
    outputs.put("handled", (double) handled);
    outputs.put("wait/event", (double) waitedNs / handled);
    return outputs;
  }
}
